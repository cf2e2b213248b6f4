import { createServer } from 'node:http';
import { loadQuotes } from './load-quotes.js';

const body = JSON.stringify(loadQuotes());

createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  let sent = 0;
  setInterval(() => response.write(body[sent++] ?? ' '), 1000);
}).listen(process.env.PORT);
