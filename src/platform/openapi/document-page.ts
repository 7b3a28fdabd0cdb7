/** Swagger UI over the document at `url`; assets come from `swagger-ui-dist`, registered at /docs/assets/. */
export const documentPage = (title: string, url: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="icon" href="/docs/assets/favicon-32x32.png">
</head>
<body>
<div id="document" data-url="${url}"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/scripts/document.js"></script>
</body>
</html>`;

export const documentScript = `const place = document.querySelector('#document');
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.url,
  deepLinking: true,
  displayOperationId: true,
  filter: true,
  persistAuthorization: true,
  validatorUrl: null,
});
`;
