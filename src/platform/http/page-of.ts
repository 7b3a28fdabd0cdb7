import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Page } from './page.js';

/** The schema of a page of `item`, named `<Item>Page` in the API document. */
export function PageOf<Item extends object>(item: Type<Item>): Type<Page<Item>> {
  class PageView implements Page<Item> {
    @ApiProperty({ type: item, isArray: true, description: '本页内容' })
    readonly items: Item[];

    @ApiProperty({ type: String, nullable: true, description: '下一页的游标，最后一页为 null', example: null })
    readonly nextCursor: string | null;
  }
  Object.defineProperty(PageView, 'name', { value: `${item.name.replace(/View$/, '')}Page` });
  return PageView;
}
