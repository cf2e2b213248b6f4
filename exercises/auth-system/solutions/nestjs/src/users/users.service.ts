import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';

import { Config } from '../config/config.js';
import { type Role, User } from './user.entity.js';

type NewUser = Pick<User, 'email' | 'name' | 'passwordHash'>;

@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly config: Config,
  ) {}

  list(): Promise<User[]> {
    return this.users.find({ order: { id: 'ASC' } });
  }

  async get(id: number): Promise<User> {
    const user = await this.users.findOneBy({ id });
    if (!user) throw noSuchUser();
    return user;
  }

  findByEmail(email: string): Promise<User | null> {
    return this.users.findOneBy({ email });
  }

  /** Creates a user, as a part of the manager's transaction; says whether the address had none before. */
  async create(manager: EntityManager, user: NewUser): Promise<boolean> {
    const role: Role = user.email === this.config.adminEmail ? 'admin' : 'user';
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(User)
      .values({ ...user, role })
      .orIgnore()
      .returning('id')
      .updateEntity(false)
      .execute();
    return (raw as unknown[]).length > 0;
  }

  async change(id: number, changes: Partial<Pick<User, 'name' | 'role'>>): Promise<User> {
    await this.users.update({ id }, changes);
    return this.get(id);
  }

  /** Deletes the user; the sessions and links go with it (ON DELETE CASCADE). */
  async delete(id: number): Promise<void> {
    const { affected } = await this.users.delete({ id });
    if (!affected) throw noSuchUser();
  }
}

function noSuchUser(): NotFoundException {
  return new NotFoundException('There is no such user.');
}
