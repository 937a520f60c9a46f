import { fastify } from 'fastify';
import { benchedFiles } from '../serve-contestant.ts';

// node test/bench/contestants/fastify-server.ts: serves ticker.json until it is killed.

const body = (await benchedFiles()).get('ticker.json')?.encoded.br;
const server = fastify();
server.get('/v1/ticker.json', (_, reply) => reply.send(body));
process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`);
