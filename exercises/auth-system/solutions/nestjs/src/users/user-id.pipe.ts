import { NotFoundException, type PipeTransform } from '@nestjs/common';

/** Reads an id as it is written in a path. What is no id is the id of nobody. */
export class UserIdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    // Up to nine digits: what fits into PostgreSQL's integer.
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new NotFoundException('There is no such user.');
    return Number(value);
  }
}
