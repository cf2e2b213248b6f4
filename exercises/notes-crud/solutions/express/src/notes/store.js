/** Keeps notes in memory, the oldest first. */
export class NoteStore {
  #notes = new Map();
  #lastId = 0;

  list() {
    return [...this.#notes.values()];
  }

  get(id) {
    return this.#notes.get(id);
  }

  create({ title, body }) {
    this.#lastId += 1;
    return this.#keep({ id: this.#lastId, title, body });
  }

  update(note, changes) {
    return this.#keep({ ...note, ...changes });
  }

  delete(note) {
    this.#notes.delete(note.id);
  }

  #keep(note) {
    this.#notes.set(note.id, note);
    return note;
  }
}
