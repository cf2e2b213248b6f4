import { STATUS_CODES } from 'node:http';

/** An error that the client made and is told about. */
export class ClientError extends Error {
  constructor(status, message, { fields, headers = {} } = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
    this.headers = headers;
  }
}

export function routeNotFound(req) {
  throw new ClientError(404, `There is nothing at ${req.path}.`);
}

// Express knows an error handler by its four parameters.
export function answerError(error, req, res, next) {
  if (res.headersSent) return next(error);
  if (error instanceof ClientError) {
    const { status, message, fields, headers } = error;
    return res.status(status).set(headers).json({ error: message, fields });
  }
  // What Express and its body parser find wrong with a request carries a status of its own.
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) console.error(error);
  res.status(status).json({ error: messageFor(error, status) });
}

function messageFor(error, status) {
  if (error.type === 'entity.parse.failed') return 'The body is not valid JSON.';
  return STATUS_CODES[status];
}
