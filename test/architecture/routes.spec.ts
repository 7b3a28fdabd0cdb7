import { Controller, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow } from '../../src/platform/access/allow.js';
import { IfMatch, NeedsIfMatch } from '../../src/platform/http/version.js';
import { NotIdempotent } from '../../src/platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../src/platform/problems/api-problems.js';
import {
  doubledRoutes,
  undeclaredRoutes,
  unnamedRoutes,
  unreasonedExemptions,
  unversionedChanges,
} from './rules/route-rules.js';
import { controllersOf, previewApplication, type Route, routesOf } from './rules/whole-application.js';

// PUT and PATCH under management that need no If-Match, each with the reason
const WITHOUT_IF_MATCH: Record<string, string> = {};

@Controller('management/planted')
class PlantedController {
  @Post()
  bare(): void {}

  @Get('unnamed')
  @Allow('anyone')
  @ApiProblems()
  @ApiOperation({ summary: 'English only' })
  unnamed(): void {}

  @Get('first')
  @Allow('anyone')
  @ApiProblems()
  @ApiOperation({ operationId: 'sameName', summary: '甲' })
  first(): void {}

  @Get('second')
  @Allow('anyone')
  @ApiProblems()
  @ApiOperation({ operationId: 'sameName', summary: '乙' })
  second(): void {}

  @Post('exempt')
  @NotIdempotent('')
  exempt(): void {}

  @Get('exempt')
  @NotIdempotent('it only reads')
  exemptGet(): void {}

  @Get(':id')
  byId(): void {}

  @Get(':name')
  byName(): void {}

  @Put(':id')
  overwrites(): void {}

  @Patch('undocumented')
  readsOnly(@IfMatch() version: number): number {
    return version;
  }

  @Patch('unread')
  @NeedsIfMatch()
  documentsOnly(): void {}

  @Put('right')
  @NeedsIfMatch()
  right(@IfMatch() version: number): number {
    return version;
  }

  @Put('excused')
  excused(): void {}
}

const planted = routesOf([PlantedController]);
let routes: Route[];

beforeAll(async () => {
  routes = routesOf(controllersOf(await previewApplication()));
});

describe('Every route', () => {
  it('is found by these rules', () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toContain('POST applications');
  });

  it('declares who may call it and which problems it gives', () => {
    expect(undeclaredRoutes(planted)).toEqual(
      expect.arrayContaining([
        'PlantedController.bare does not say who may call it: @Allow',
        'PlantedController.bare does not list its problems: @ApiProblems',
      ]),
    );
    expect(undeclaredRoutes(planted.filter(({ name }) => name.endsWith('.first')))).toEqual([]);
    expect(undeclaredRoutes(routes)).toEqual([]);
  });

  it('has an operationId of its own and a Chinese summary', () => {
    expect(unnamedRoutes(planted.slice(0, 4))).toEqual([
      'PlantedController.bare has no operationId',
      'PlantedController.bare has no Chinese summary',
      'PlantedController.unnamed has no operationId',
      'PlantedController.unnamed has no Chinese summary',
      'PlantedController.second has the operationId sameName of PlantedController.first',
    ]);
    expect(unnamedRoutes(routes)).toEqual([]);
  });

  it('says why when it is a POST that takes no Idempotency-Key', () => {
    expect(unreasonedExemptions(planted)).toEqual([
      'PlantedController.exempt takes no Idempotency-Key without a reason',
      'PlantedController.exemptGet is no POST: @NotIdempotent means nothing there',
    ]);
    expect(unreasonedExemptions(routes)).toEqual([]);
  });

  it('answers requests that no other takes', () => {
    expect(doubledRoutes(planted)).toEqual([
      'PlantedController.byName answers the same requests as PlantedController.byId: GET management/planted/:name',
    ]);
    expect(doubledRoutes(routes)).toEqual([]);
  });

  it('takes If-Match when it changes what two people can edit', () => {
    expect(
      unversionedChanges(planted, { 'PlantedController.excused': 'a reason', 'PlantedController.gone': 'a reason' }),
    ).toEqual([
      'PlantedController.overwrites changes what two people can edit without If-Match',
      'PlantedController.readsOnly reads If-Match without @NeedsIfMatch',
      'PlantedController.documentsOnly does not read If-Match but has @NeedsIfMatch',
      'PlantedController.gone is excused but does not exist',
    ]);
    expect(unversionedChanges(routes, WITHOUT_IF_MATCH)).toEqual([]);
  });
});
