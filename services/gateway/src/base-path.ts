/** Contract, "Base path". */
export const basePath = "/api/v1/omni";
