import { Module } from '@nestjs/common';
import { DemoTotpController } from './demo-totp.controller.js';
import { DemoTotp } from './demo-totp.js';

/** What the demo data adds to a local installation that runs `accounts`. */
@Module({ controllers: [DemoTotpController], providers: [DemoTotp] })
export class DemoModule {}
