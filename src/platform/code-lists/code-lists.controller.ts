import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { WithETag } from '../http/version.js';
import { ApiProblems } from '../problems/api-problems.js';
import { codeLists } from './code-lists.js';
import { CodeListsView, CodeListView, toCodeListView } from './code-lists.dto.js';
import { CodeListNotFound } from './code-lists.problems.js';

const A_DAY = 'public, max-age=86400';
const views: ReadonlyMap<string, CodeListView> = new Map(
  [...codeLists].map(([name, list]) => [name, toCodeListView(list)]),
);

/** The national code lists that forms are filled in with: data that changes with a release, so it may be kept for a day. */
@ApiTags('code-lists')
@Controller('code-lists')
export class CodeListsController {
  @Get()
  @Allow('anyone')
  @Header('cache-control', A_DAY)
  @ApiOperation({ operationId: 'listCodeLists', summary: '有哪些代码表' })
  @ApiOkResponse({ type: CodeListsView })
  @ApiProblems()
  list(): CodeListsView {
    return { items: [...views.values()].map(({ codes, ...summary }) => ({ ...summary, count: codes.length })) };
  }

  @Get(':name')
  @Allow('anyone')
  @WithETag()
  @Header('cache-control', A_DAY)
  @ApiOperation({ operationId: 'getCodeList', summary: '代码表：国家标准代码及名称' })
  @ApiParam({ name: 'name', description: '代码表名称', enum: [...codeLists.keys()], enumName: 'CodeListName' })
  @ApiOkResponse({ type: CodeListView })
  @ApiProblems(CodeListNotFound)
  find(@Param('name') name: string): CodeListView {
    const view = views.get(name);
    if (!view) throw new CodeListNotFound();
    return view;
  }
}
