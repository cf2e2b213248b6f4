import { STATUS_CODES } from 'node:http';

/** An error that the client made and is told about. */
export class ClientError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function routeNotFound(req) {
  throw new ClientError(404, `There is no ${req.method} ${req.path}.`);
}

// Express knows an error handler by its four parameters.
export function answerError(error, req, res, next) {
  if (res.headersSent) return next(error);
  // What Express and its body parser find wrong with a request carries a status of its own.
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) console.error(error);
  const message = error instanceof ClientError ? error.message : STATUS_CODES[status];
  res.status(status).json({ error: message });
}
