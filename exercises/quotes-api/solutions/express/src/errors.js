/** The client's request can't be carried out; `fields` says what is wrong with which field. */
export class BadRequestError extends Error {
  status = 400;

  constructor(message, fields) {
    super(message);
    this.fields = fields;
  }
}

export class NotFoundError extends Error {
  status = 404;
}

/** After all routes: whoever comes here asked for none of them. */
export function answerUnknownRoute(request) {
  throw new NotFoundError(`There is no route ${request.method} ${request.path}.`);
}

/** Turns every error into JSON. Express knows an error handler by its four parameters. */
export function answerError(error, request, response, _next) {
  const status = error.status ?? 500; // express.json() gives its errors a status as well
  if (status >= 500) {
    console.error(error);
    response.status(status).json({ error: 'Something went wrong on the server.' });
    return;
  }
  response.status(status).json({ error: error.message, fields: error.fields });
}
