import { Configurator } from './configurator.ts';

const root = document.querySelector<HTMLElement>('#configurator');
if (root !== null) void new Configurator(root).start();
