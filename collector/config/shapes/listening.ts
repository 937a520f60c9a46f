import { isIPv6 } from 'node:net';
import { z } from 'zod';
import type { ListenAddress, MetricsPlace } from '../../serve/metrics-place.ts';
import { show } from '../../telemetry/shown-value.ts';

export const port = z
  .string()
  .default('8080')
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535, {
    error: ({ input }) =>
      `${show(input)} is not a port. Use a number from 1 to 65535, as in PORT=8080.`,
  })
  .transform(Number);

export const host = z
  .string()
  .default('127.0.0.1')
  .refine((text) => /^[\w.:%-]+$/.test(text), {
    error: ({ input }) =>
      `${show(input, ['localhost'])} is not an address. Use 127.0.0.1 or ::1, or 0.0.0.0 or :: for all.`,
  });

export const metricsPlace = z
  .string()
  .refine((text) => text === 'off' || isListenAddress(text), {
    error: ({ input }) =>
      `${show(input, ['on', 'off'])} is no address with a port. Use one as in 127.0.0.1:9464 or [::1]:9464, or off.`,
  })
  .transform((text): MetricsPlace => (text === 'off' ? text : listenAddressOf(text)))
  .default('beside-feed');

function isListenAddress(text: string): boolean {
  const isForm = /^(?:[\w.-]+|\[[\da-f:.]+(?:%[\w.-]+)?\]):\d{1,5}$/i.test(text);
  if (!isForm) return false;
  const { host: name, port: number } = listenAddressOf(text);
  return number <= 65535 && (!text.startsWith('[') || isIPv6(name));
}

function listenAddressOf(text: string): ListenAddress {
  const colon = text.lastIndexOf(':');
  return {
    host: text.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(text.slice(colon + 1)),
  };
}
