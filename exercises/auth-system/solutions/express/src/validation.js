import { ClientError } from './errors.js';

// Deliberately simple: whether an address exists only a mail can tell.
const EMAIL = /^[^\s\p{Cc}@<>"(),:;]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** What a field may be: each rule says what is wrong with a string, or nothing. */
export const rules = {
  text: () => undefined,
  email: (value) => {
    if (value.length > 254 || !EMAIL.test(value.toLowerCase())) return 'must be an e-mail address';
  },
  newPassword: (value) => {
    if (!between(10, 72, value)) return 'must have 10 to 72 characters';
  },
  name: (value) => {
    if (value.trim() === '' || !between(1, 100, value)) return 'must have 1 to 100 characters';
    if (CONTROL_CHARACTER.test(value)) return 'must stand on one line';
  },
  role: (value) => {
    if (!['user', 'moderator', 'admin'].includes(value)) return 'must be user, moderator or admin';
  },
};

/**
 * Takes the fields that have a rule, and nothing else, out of a request body. Each has to be a string that fits
 * its rule; an `email` comes back in lower case.
 */
export function readFields(body, rulesByName) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ClientError(400, 'The body must be a JSON object.');
  }
  const names = Object.keys(rulesByName);
  const wrong = names.map((name) => [name, problem(rulesByName[name], body[name])]).filter(([, text]) => text);
  if (wrong.length > 0) {
    throw new ClientError(400, 'The request is not valid.', { fields: Object.fromEntries(wrong) });
  }
  const fields = Object.fromEntries(names.map((name) => [name, body[name]]));
  return 'email' in fields ? { ...fields, email: fields.email.toLowerCase() } : fields;
}

function problem(rule, value) {
  if (value === undefined) return 'is required';
  if (typeof value !== 'string') return 'must be a string';
  if (!value.isWellFormed()) return 'must be valid Unicode';
  return rule(value);
}

function between(least, most, text) {
  const { length } = [...text]; // code points, not UTF-16 code units
  return least <= length && length <= most;
}
