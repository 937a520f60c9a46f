import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { show } from '../../telemetry/shown-value.ts';

export const dataDirectory = z
  .string()
  .default('.nalssi')
  .refine((text) => !text.includes('\0'), { error: 'holds a NUL byte. Use the path of a folder.' })
  .transform((path) => resolve(path));

export const widgetDirectory = z
  .string()
  .refine((text) => existsSync(join(text, 'nalssi.js')), {
    error: ({ input }) =>
      `${show(input)} is not a folder with nalssi.js in it. Use the folder dist of @nalssi/widget, or unset it.`,
  })
  .transform((path) => resolve(path))
  .optional();

export const chromium = z
  .string()
  .refine((path) => existsSync(path), {
    error: ({ input }) => `${show(input)} does not exist. Correct it or unset it.`,
  })
  .optional();
