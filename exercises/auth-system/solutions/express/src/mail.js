import nodemailer from 'nodemailer';

import { config } from './config.js';

const transport = nodemailer.createTransport(config.smtpUrl);

function send(to, subject, text) {
  return transport.sendMail({ from: 'Accounts <no-reply@example.com>', to, subject, text });
}

export function mailConfirmation(to, token) {
  const link = `${config.baseUrl}/confirm?token=${token}`;
  return send(to, 'Confirm your address', `Open this link to finish your registration:\n\n${link}\n`);
}

export function mailAlreadyRegistered(to) {
  return send(
    to,
    'You have an account already',
    'Somebody, perhaps you, tried to register with your address. You have an account already.\n',
  );
}

export function mailReset(to, token) {
  const link = `${config.baseUrl}/reset?token=${token}`;
  return send(to, 'Set a new password', `Open this link to set a new password:\n\n${link}\n`);
}
