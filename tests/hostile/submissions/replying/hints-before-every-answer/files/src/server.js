import { createApp } from './app.js';

const app = createApp();
const hinting = (request, response) => {
  response.writeEarlyHints({ link: '</quotes>; rel=preload' });
  response.writeProcessing();
  app(request, response);
};

const { createServer } = await import('node:http');
createServer(hinting).listen(process.env.PORT);
