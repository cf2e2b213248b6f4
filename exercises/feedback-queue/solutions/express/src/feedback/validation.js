import { ClientError } from '../errors.js';

const LONGEST_EMAIL = 254;
const LONGEST_MESSAGE = 2000;
// One address and nothing else: no blank, no line break, nothing that separates or wraps addresses.
const ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+\.[^\s@,;:<>()[\]"\\]+$/;

const RULES = { email: emailProblem, rating: ratingProblem, message: messageProblem };

export function readFeedback(input) {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ClientError(400, 'The body must be a JSON object.');
  }
  const problems = Object.entries(RULES)
    .map(([name, rule]) => [name, input[name] === undefined ? 'is required' : rule(input[name])])
    .filter(([, problem]) => problem);
  if (problems.length > 0) {
    throw new ClientError(400, 'The feedback is not valid.', { fields: Object.fromEntries(problems) });
  }
  const { email, rating, message } = input;
  return { email, rating, message };
}

function emailProblem(value) {
  if (typeof value !== 'string') return 'must be a string';
  if (value.length > LONGEST_EMAIL) return `must have at most ${LONGEST_EMAIL} characters`;
  if (!storable(value) || !ADDRESS.test(value)) return 'must be an e-mail address';
  return undefined;
}

function ratingProblem(value) {
  return Number.isInteger(value) && value >= 1 && value <= 5 ? undefined : 'must be a whole number from 1 to 5';
}

function messageProblem(value) {
  if (typeof value !== 'string') return 'must be a string';
  if (value.trim() === '') return 'must not be blank';
  if (!storable(value)) return 'must be valid Unicode without U+0000';
  if ([...value].length > LONGEST_MESSAGE) return `must have at most ${LONGEST_MESSAGE} characters`;
  return undefined;
}

// PostgreSQL's text takes neither halves of surrogate pairs nor U+0000.
function storable(text) {
  return text.isWellFormed() && !text.includes('\0');
}
