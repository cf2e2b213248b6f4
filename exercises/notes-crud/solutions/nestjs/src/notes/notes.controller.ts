import {
  All,
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  MethodNotAllowedException,
  Param,
  Patch,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { type Request, type Response } from 'express';

import { JsonOnlyGuard } from '../http/json-only.guard.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { type Note } from './note.js';
import { newNote, type NewNote, noteChanges, type NoteChanges } from './note.schema.js';
import { NotesService } from './notes.service.js';

@Controller('notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Get()
  list(): Note[] {
    return this.notes.list();
  }

  @Post()
  @UseGuards(JsonOnlyGuard)
  create(
    @Body(new ZodPipe(newNote)) input: NewNote,
    @Res({ passthrough: true }) response: Response,
  ): Note {
    const note = this.notes.create(input);
    response.location(`/notes/${note.id}`);
    return note;
  }

  @Get(':id')
  read(@Param('id') id: string): Note {
    return this.notes.get(id);
  }

  @Put(':id')
  @UseGuards(JsonOnlyGuard)
  replace(@Param('id') id: string, @Body(new ZodPipe(newNote)) input: NewNote): Note {
    return this.notes.update(id, input);
  }

  @Patch(':id')
  @UseGuards(JsonOnlyGuard)
  change(@Param('id') id: string, @Body(new ZodPipe(noteChanges)) changes: NoteChanges): Note {
    return this.notes.update(id, changes);
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@Param('id') id: string): void {
    this.notes.delete(id);
  }

  // What none of the above took, they cannot do (RFC 9110 §15.5.6). So these two come last.

  @All()
  @Header('Allow', 'GET, HEAD, POST')
  refuseForAll(@Req() request: Request): never {
    throw new MethodNotAllowedException(`${request.method} is not possible here.`);
  }

  @All(':id')
  @Header('Allow', 'GET, HEAD, PUT, PATCH, DELETE')
  refuseForOne(@Req() request: Request): never {
    throw new MethodNotAllowedException(`${request.method} is not possible here.`);
  }
}
