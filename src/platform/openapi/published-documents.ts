import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Audience } from './api-documents.js';

/** The API documents that this process serves; made at the first request, since making them takes a moment. */
@Injectable()
export class PublishedDocuments {
  private make: (() => Record<Audience, OpenAPIObject>) | undefined;
  private made: Record<Audience, OpenAPIObject> | undefined;

  /** Tells how to make the documents; the composition root knows the domains, the platform does not. */
  makeWith(make: () => Record<Audience, OpenAPIObject>): void {
    this.make = make;
  }

  of(audience: Audience): OpenAPIObject {
    this.made ??= this.make?.();
    if (!this.made) throw new Error('makeWith() was not called');
    return this.made[audience];
  }
}
