import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { show } from '../../telemetry/shown-value.ts';

export const dataDirectory = z
  .string()
  .default('.nalssi')
  .refine((text) => !text.includes('\0'), { error: 'holds a NUL byte. Use the path of a folder.' })
  // Told without what it is: that of a Redis has a password in it.
  .refine((text) => !/^[a-z][a-z\d+.-]+:\/\//i.test(text), {
    error:
      'is the address of a server. Use the path of a folder; that of a Redis belongs into NALSSI_STORE, that of a storage into NALSSI_PUBLISH.',
  })
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
