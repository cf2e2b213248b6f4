import express from 'express';

import { ClientError, methodNotAllowed } from '../errors.js';
import { readChanges, readNote } from './validation.js';

// The longest note with every character written as an escape (\ud83d\udc4d) takes about 122 kB.
const jsonBody = [requireJson, express.json({ limit: '200kb' })];

export function notesRouter(store) {
  const router = express.Router();

  router
    .route('/')
    .get((req, res) => {
      res.json(store.list());
    })
    .post(jsonBody, (req, res) => {
      const note = store.create(readNote(req.body));
      res.status(201).location(`${req.baseUrl}/${note.id}`).json(note);
    })
    .all(methodNotAllowed('GET', 'HEAD', 'POST'));

  router
    .route('/:id')
    .get((req, res) => {
      res.json(findNote(store, req.params.id));
    })
    .put(jsonBody, (req, res) => {
      const note = findNote(store, req.params.id);
      res.json(store.update(note, readNote(req.body)));
    })
    .patch(jsonBody, (req, res) => {
      const note = findNote(store, req.params.id);
      res.json(store.update(note, readChanges(req.body)));
    })
    .delete((req, res) => {
      store.delete(findNote(store, req.params.id));
      res.status(204).end();
    })
    .all(methodNotAllowed('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'));

  return router;
}

function findNote(store, id) {
  // Number() would take 01, 1.0, 1e0 and 0x1 for 1 as well.
  const note = /^[1-9]\d*$/.test(id) ? store.get(Number(id)) : undefined;
  if (!note) throw new ClientError(404, `There is no note ${id}.`);
  return note;
}

function requireJson(req, res, next) {
  // req.is() gives null where there is no body at all; validation answers that.
  if (req.is('application/json') === false) {
    throw new ClientError(415, 'The body must be application/json.');
  }
  next();
}
