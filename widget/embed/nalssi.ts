import { start } from './start.ts';

start(import.meta.url);
