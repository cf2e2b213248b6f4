import { BadRequestError } from './errors.js';

/** The text and author of a new quote, out of a request's body; throws when they are not right. */
export function readNewQuote(body) {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new BadRequestError('The body has to be a JSON object.');
  }

  const fields = {};
  for (const name of ['text', 'author']) {
    const problem = problemWith(body[name]);
    if (problem) fields[name] = problem;
  }
  if (Object.keys(fields).length > 0) {
    throw new BadRequestError('The quote is not valid.', fields);
  }

  return { text: body.text, author: body.author };
}

function problemWith(value) {
  if (value === undefined) return 'is missing';
  if (typeof value !== 'string') return 'must be a string';
  if (value.trim() === '') return 'must not be empty';
  return null;
}
