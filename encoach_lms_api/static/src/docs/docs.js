// The viewer, on the description of this very server.
window.SwaggerUIBundle({
    dom_id: "#docs",
    url: "/api/openapi.json",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
    persistAuthorization: false,
    validatorUrl: null,
});
