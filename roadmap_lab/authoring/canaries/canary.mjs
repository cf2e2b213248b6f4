// A server that listens on PORT and is of no use: `silent` accepts connections and never answers,
// `agreeable` answers 200 with {} to everything.
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';

const server =
  process.argv[2] === 'silent'
    ? createServer(() => {})
    : createHttpServer((request, response) => {
        request.resume();
        request.on('end', () => {
          response.writeHead(200, { 'Content-Type': 'application/json' });
          response.end('{}');
        });
      });

server.listen(Number(process.env.PORT));
