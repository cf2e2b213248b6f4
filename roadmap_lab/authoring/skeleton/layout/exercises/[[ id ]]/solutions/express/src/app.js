import express from 'express';

export function createApp() {
  const messages = new Map();
  const app = express();
  app.use(express.json());

  app.get('/health', (request, response) => {
    response.json({ status: 'ok' });
  });

  app.post('/messages', (request, response) => {
    const { text } = request.body ?? {};
    if (typeof text !== 'string') return refuse(response, 'must be a string');
    if (text.trim() === '') return refuse(response, 'must not be blank');
    const message = { id: messages.size + 1, text };
    messages.set(String(message.id), message);
    response.status(201).json(message);
  });

  app.get('/messages/:id', (request, response) => {
    const message = messages.get(request.params.id);
    if (!message) {
      return response.status(404).json({ error: `There is no message ${request.params.id}.` });
    }
    response.json(message);
  });

  return app;
}

function refuse(response, why) {
  response.status(400).json({ error: 'The message is not valid.', fields: { text: why } });
}
