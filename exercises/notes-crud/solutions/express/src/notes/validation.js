import { ClientError } from '../errors.js';

const RULES = {
  title: { longest: 200, mayBeBlank: false },
  body: { longest: 10_000, mayBeBlank: true },
};

/** Reads a whole note from a request body: what POST and PUT are given. */
export function readNote(input) {
  const fields = problems(input);
  if (!Object.hasOwn(input, 'title')) fields.title = 'is required';
  refuseIfAny(fields);
  return { title: input.title, body: input.body ?? '' };
}

/** Reads the fields that are to change: what PATCH is given. */
export function readChanges(input) {
  refuseIfAny(problems(input));
  return input;
}

function problems(input) {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ClientError(400, 'The body must be a JSON object.');
  }
  const found = Object.entries(input)
    .map(([name, value]) => [name, problem(name, value)])
    .filter(([, text]) => text);
  return Object.fromEntries(found);
}

function problem(name, value) {
  if (!Object.hasOwn(RULES, name)) return 'is not a field that you can set';
  const { longest, mayBeBlank } = RULES[name];
  if (typeof value !== 'string') return 'must be a string';
  if (!value.isWellFormed()) return 'must be valid Unicode';
  if (!mayBeBlank && value.trim() === '') return 'must not be blank';
  if (characters(value) > longest) return `must have at most ${longest} characters`;
  return undefined;
}

// A string's length counts UTF-16 code units; its iterator gives code points.
function characters(text) {
  return [...text].length;
}

function refuseIfAny(fields) {
  if (Object.keys(fields).length > 0) {
    throw new ClientError(400, 'The note is not valid.', { fields });
  }
}
