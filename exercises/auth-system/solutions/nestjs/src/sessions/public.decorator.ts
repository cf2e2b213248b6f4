import { Reflector } from '@nestjs/core';

/** Marks routes that need no login. All others do. */
export const Public = Reflector.createDecorator<void, true>({ transform: () => true });
