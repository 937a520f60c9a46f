/*
 * Not by `import`, which reads every export of a module: those of this one are Node's WebSocket too, and with it all
 * of its fetch is loaded, 16 MB instead of 5, 4 of which stay.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
