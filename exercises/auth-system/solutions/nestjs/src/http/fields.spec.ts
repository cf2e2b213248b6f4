import { describe, expect, test } from 'vitest';

import { email, name, newPassword } from './fields.js';

describe('an e-mail address', () => {
  test('comes out in lower case', () => {
    expect(email.parse('Ada@Example.com')).toBe('ada@example.com');
  });

  test.each(['', 'ada', 'ada@', 'ada@localhost', 'a b@example.com', 'ada@example.com\nBcc: x@y.z'])(
    'is not %j',
    (value) => {
      expect(email.safeParse(value).success).toBe(false);
    },
  );
});

describe('a new password', () => {
  test.each([
    [9, false],
    [10, true],
    [72, true],
    [73, false],
  ])('of %i characters: %s', (length, allowed) => {
    expect(newPassword.safeParse('👍'.repeat(length)).success).toBe(allowed);
  });
});

describe('a name', () => {
  test.each(["Zoë O'Hara-Nuñez 👩‍💻", 'Ж'.repeat(100)])('may be %j', (value) => {
    expect(name.parse(value)).toBe(value);
  });

  test.each(['', '   ', 'Ada\nLovelace', '\ud800', 'x'.repeat(101), 7, null])(
    'may not be %j',
    (value) => {
      expect(name.safeParse(value).success).toBe(false);
    },
  );
});
