import { Injectable, NotFoundException } from '@nestjs/common';

import { type Note } from './note.js';
import { type NewNote, type NoteChanges } from './note.schema.js';

/** Keeps notes in memory, the oldest first. */
@Injectable()
export class NotesService {
  // By the id as it is written in a path: as numbers, 01, 1.0 and 0x1 would be 1 as well.
  private readonly notes = new Map<string, Note>();
  private lastId = 0;

  list(): Note[] {
    return [...this.notes.values()];
  }

  get(id: string): Note {
    const note = this.notes.get(id);
    if (!note) throw new NotFoundException(`There is no note ${id}.`);
    return note;
  }

  create(input: NewNote): Note {
    this.lastId += 1;
    return this.keep({ id: this.lastId, ...input });
  }

  update(id: string, changes: NoteChanges): Note {
    return this.keep({ ...this.get(id), ...changes });
  }

  delete(id: string): void {
    this.notes.delete(String(this.get(id).id));
  }

  private keep(note: Note): Note {
    this.notes.set(String(note.id), note);
    return note;
  }
}
