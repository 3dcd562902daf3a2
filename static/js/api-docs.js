// The pages of the API: Swagger UI on our own schema, with the token that a signed-in person needs.

const root = document.getElementById("swagger-ui");

window.SwaggerUIBundle({
  url: root.dataset.schema,
  domNode: root,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  persistAuthorization: false,
  requestInterceptor: (request) => {
    const isOurs = new URL(request.url, document.baseURI).origin === window.location.origin;
    if (isOurs && !["GET", undefined].includes(request.method)) {
      request.headers["X-CSRFToken"] = root.dataset.csrf;
    }
    return request;
  },
});
