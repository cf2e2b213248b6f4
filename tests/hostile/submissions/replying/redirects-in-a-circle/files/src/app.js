import express from 'express';

export function createApp() {
  const app = express();
  let asked = 0;
  app.use((request, response) => {
    asked += 1;
    response.redirect(307, asked % 2 ? request.url : `http://somewhere.invalid${request.url}`);
  });
  return app;
}
