import { createServer } from 'node:http';

createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const more = () => {
    while (response.write(' '.repeat(65536)));
  };
  response.on('drain', more);
  more();
}).listen(process.env.PORT);
