import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { type Request } from 'express';

/** Refuses a body in anything but JSON. */
@Injectable()
export class JsonOnlyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    // is() gives null where there is no body at all; validation answers that.
    if (request.is('application/json') === false) {
      throw new UnsupportedMediaTypeException('The body must be application/json.');
    }
    return true;
  }
}
