import { IsBoolean, IsIn, IsOptional, IsString, IsUrl, Matches, MinLength } from 'class-validator';
import { CommaSeparated, Setting, WholeNumber, YesOrNo } from './setting.js';

const url = { require_tld: false, require_protocol: true };

/** Every setting the process reads, checked once at start; `.env.example` is generated from this class. */
export class Settings {
  @Setting({ variable: 'NODE_ENV', meaning: 'development, test or production; production refuses demo secrets' })
  @IsIn(['development', 'test', 'production'])
  readonly nodeEnv: 'development' | 'test' | 'production' = 'development';

  @Setting({ variable: 'HOST', meaning: 'Address to listen on' })
  @IsString()
  readonly host: string = '127.0.0.1';

  @Setting({ variable: 'PORT', meaning: 'Port of the API; 0 takes a free one' })
  @WholeNumber(0, 65535)
  readonly port: number = 3000;

  @Setting({
    variable: 'OPERATIONS_PORT',
    meaning: 'Port of /health and /metrics; without it they stand on the API port',
    example: '9100',
  })
  @IsOptional()
  @WholeNumber(0, 65535)
  readonly operationsPort?: number;

  @Setting({
    variable: 'PUBLIC_URL',
    meaning: 'Where callers reach the API; goes into links and QR codes',
    example: 'https://api.example.org',
    requiredInProduction: true,
  })
  @IsOptional()
  @IsUrl(url)
  readonly publicUrl?: string;

  @Setting({
    variable: 'CORS_ORIGINS',
    meaning: 'Origins of the front ends, separated by commas',
    example: 'https://apply.example.org,https://desk.example.org',
  })
  @CommaSeparated()
  @IsUrl(url, { each: true })
  readonly corsOrigins: readonly string[] = [];

  @Setting({
    variable: 'TRUSTED_PROXIES',
    meaning: 'Addresses or CIDR ranges of the reverse proxies whose X-Forwarded-For counts',
    example: '10.0.0.0/8',
  })
  @CommaSeparated()
  @IsString({ each: true })
  readonly trustedProxies: readonly string[] = [];

  @Setting({
    variable: 'DOMAINS',
    meaning: 'Which domains this process runs, separated by commas; all by default',
    example: 'review,publicity',
  })
  @CommaSeparated()
  @IsString({ each: true })
  readonly domains: readonly string[] = ['all'];

  @Setting({ variable: 'ROLES', meaning: 'What this process does: api, worker, or both' })
  @CommaSeparated()
  @IsIn(['api', 'worker'], { each: true })
  readonly roles: readonly ('api' | 'worker')[] = ['api', 'worker'];

  @Setting({ variable: 'LOG_LEVEL', meaning: 'fatal, error, warn, info, debug, trace or silent' })
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  readonly logLevel: string = 'info';

  @Setting({
    variable: 'LOG_FILE',
    meaning: 'File that log lines are appended to; without it they go to the standard output',
    example: '/var/log/platform.log',
  })
  @IsOptional()
  @IsString()
  readonly logFile?: string;

  @Setting({ variable: 'DATA_DIR', meaning: 'Folder of the embedded database, files and keys of a local installation' })
  @IsString()
  readonly dataDir: string = '.data';

  @Setting({
    variable: 'DATABASE_URL',
    meaning: 'PostgreSQL; without it an embedded one runs under DATA_DIR',
    example: 'postgresql://platform:secret@db:5432/platform',
    secret: true,
    requiredInProduction: true,
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//)
  readonly databaseUrl?: string;

  @Setting({ variable: 'DATABASE_POOL_SIZE', meaning: 'Most connections that this process opens' })
  @WholeNumber(4)
  readonly databasePoolSize: number = 20;

  @Setting({
    variable: 'S3_ENDPOINT',
    meaning: 'S3-compatible store; without it objects are files under DATA_DIR',
    example: 'http://minio:9000',
    requiredInProduction: true,
  })
  @IsOptional()
  @IsUrl(url)
  readonly s3Endpoint?: string;

  @Setting({
    variable: 'S3_PUBLIC_ENDPOINT',
    meaning: 'The same store as browsers reach it; S3_ENDPOINT by default',
    example: 'https://files.example.org',
  })
  @IsOptional()
  @IsUrl(url)
  readonly s3PublicEndpoint?: string;

  @Setting({ variable: 'S3_REGION', meaning: 'Region that requests are signed for' })
  @IsString()
  readonly s3Region: string = 'us-east-1';

  @Setting({ variable: 'S3_BUCKET', meaning: 'Bucket of all objects; made when missing' })
  @Matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
  readonly s3Bucket: string = 'training-platform';

  @Setting({
    variable: 'S3_ACCESS_KEY',
    meaning: 'Access key of the store',
    example: 'platform',
    requiredInProduction: true,
  })
  @IsOptional()
  @IsString()
  readonly s3AccessKey?: string;

  @Setting({
    variable: 'S3_SECRET_KEY',
    meaning: 'Secret key of the store',
    secret: true,
    requiredInProduction: true,
  })
  @IsOptional()
  @IsString()
  readonly s3SecretKey?: string;

  @Setting({
    variable: 'CLAMD_URL',
    meaning:
      "ClamAV's daemon, as tcp://host:port or unix:/path/to/socket; without it uploads are not scanned for malware",
    example: 'tcp://clamd:3310',
  })
  @IsOptional()
  @Matches(/^(tcp:\/\/[^\s/]+|unix:\/\S+)$/)
  readonly clamdUrl?: string;

  @Setting({
    variable: 'SMTP_URL',
    meaning: 'Mail server; without it mail stays in the local outbox',
    example: 'smtp://user:secret@mail:587',
    secret: true,
  })
  @IsOptional()
  @Matches(/^smtps?:\/\//)
  readonly smtpUrl?: string;

  @Setting({ variable: 'MAIL_FROM', meaning: 'Sender of e-mail' })
  @IsString()
  readonly mailFrom: string = '广西辅助生殖规范化培训管理平台 <no-reply@localhost>';

  @Setting({
    variable: 'SMS_GATEWAY_URL',
    meaning: 'Generic HTTP gateway for SMS; without it messages stay in the local outbox',
    example: 'https://sms.example.org/send',
  })
  @IsOptional()
  @IsUrl(url)
  readonly smsGatewayUrl?: string;

  @Setting({ variable: 'SMS_GATEWAY_TOKEN', meaning: 'Bearer token of the SMS gateway', secret: true })
  @IsOptional()
  @IsString()
  readonly smsGatewayToken?: string;

  @Setting({
    variable: 'ACCESS_PRIVATE_KEY',
    meaning: 'PEM of the P-256 key that accounts signs access tokens with (ES256); \\n for line ends',
    secret: true,
  })
  @IsOptional()
  @Matches(/BEGIN (EC )?PRIVATE KEY/)
  readonly accessPrivateKey?: string;

  @Setting({
    variable: 'ACCESS_PUBLIC_KEYS',
    meaning: 'JWKS that tokens are verified with, where accounts runs elsewhere or keys rotate',
    example: '{"keys":[…]}',
  })
  @IsOptional()
  @Matches(/^\s*\{/)
  readonly accessPublicKeys?: string;

  @Setting({
    variable: 'FIELD_KEYS',
    meaning: 'AES-256 keys of personal data as id:base64, separated by commas, the one to write with first',
    example: 'k2:…,k1:…',
    secret: true,
    requiredInProduction: true,
  })
  @IsOptional()
  @CommaSeparated()
  @Matches(/^[a-z0-9]{1,8}:[A-Za-z0-9+/]{43}=$/, { each: true })
  readonly fieldKeys?: readonly string[];

  @Setting({
    variable: 'FIELD_INDEX_KEY',
    meaning: 'Secret of the keyed hashes that personal data is found by, 32 characters or more',
    secret: true,
    requiredInProduction: true,
  })
  @IsOptional()
  @MinLength(32)
  readonly fieldIndexKey?: string;

  @Setting({
    variable: 'LINK_SECRET',
    meaning: 'Secret that signs download links of the file store, 32 characters or more',
    secret: true,
    requiredInProduction: true,
  })
  @IsOptional()
  @MinLength(32)
  readonly linkSecret?: string;

  @Setting({
    variable: 'AUDIT_KEY',
    meaning: 'Secret that seals the audit trail, 32 characters or more; kept where the database is not, never changed',
    secret: true,
    requiredInProduction: true,
  })
  @IsOptional()
  @MinLength(32)
  readonly auditKey?: string;

  @Setting({
    variable: 'CAPTCHAS_PER_ADDRESS',
    meaning: 'Captchas that one address (IPv6: one /64) may ask for in 10 minutes; a hospital may share one',
  })
  @WholeNumber(1)
  readonly captchasPerAddress: number = 300;

  @Setting({ variable: 'CODES_PER_ADDRESS', meaning: 'Codes by SMS or e-mail that one address may ask for in an hour' })
  @WholeNumber(1)
  readonly codesPerAddress: number = 60;

  @Setting({
    variable: 'FAILED_SIGN_INS_PER_ADDRESS',
    meaning: 'Wrong passwords from one address in 15 minutes, over all accounts',
  })
  @WholeNumber(5)
  readonly failedSignInsPerAddress: number = 100;

  @Setting({
    variable: 'DEMO_DATA',
    meaning: 'Whether a local installation starts with demo accounts, bases, a batch and plans',
  })
  @YesOrNo()
  @IsBoolean()
  readonly demoData: boolean = true;

  /** Local conveniences (outbox, movable clock, demo data) exist: embedded defaults, never production. */
  get local(): boolean {
    return this.nodeEnv === 'test' || (this.nodeEnv === 'development' && this.databaseUrl === undefined);
  }

  /** Demo accounts, whose passwords are public, are planted at the start: never in a database that was named. */
  get plantsDemo(): boolean {
    return this.local && this.databaseUrl === undefined && this.demoData;
  }

  /** Where callers reach the API, without a slash at the end: PUBLIC_URL, or the address that this process listens on. */
  get callersUrl(): string {
    return (this.publicUrl ?? `http://${this.host}:${this.port}`).replace(/\/+$/, '');
  }

  runs(domain: string): boolean {
    return this.domains.includes('all') || this.domains.includes(domain);
  }
}
