import { ClientError } from '../errors.js';

const RULES = {
  title: { is: (value) => typeof value === 'string' && value.trim() !== '', words: 'a text that is not blank' },
  completed: { is: (value) => typeof value === 'boolean', words: 'true or false' },
  order: { is: (value) => value === null || Number.isInteger(value), words: 'a whole number' },
};

/** Reads the fields of a new todo from a request's body. */
export function readNewTodo(body) {
  const fields = readChanges(body);
  if (!Object.hasOwn(fields, 'title')) throw new ClientError(400, 'title is missing.');
  return fields;
}

/** Reads the fields that a client may set, those of them that the body has; all others are ignored. */
export function readChanges(body) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ClientError(400, 'The body has to be a JSON object.');
  }
  const given = Object.entries(RULES).filter(([name]) => Object.hasOwn(body, name));
  for (const [name, rule] of given) {
    if (!rule.is(body[name])) throw new ClientError(400, `${name} has to be ${rule.words}.`);
  }
  return Object.fromEntries(given.map(([name]) => [name, body[name]]));
}
