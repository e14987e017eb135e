// Made by `npm run generate` from the routes; not edited by hand.
export interface paths {
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                        /** @description for browsers: the tokens come as cookies that no script can read */
                        cookies?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignIn"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        refreshToken?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignIn"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        locale?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Session"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                    } | {
                        token: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Taken, also where nobody has the address: the answer does not tell */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        email: string;
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["User"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                        name: string;
                        /** @description codes of roles, as in GET /roles */
                        roles: string[];
                        locale?: string;
                        kind?: "person" | "machine";
                        password?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description who gets the API keys; they stop working otherwise */
                    heirId?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Its progress is that of this saga */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sagaId: string;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email?: string;
                        name?: string;
                        /** @description codes of roles, as in GET /roles */
                        roles?: string[];
                        locale?: string;
                        disabled?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            email: string;
                            name: string;
                            locale: string;
                            kind: "person" | "machine";
                            /** @description Codes of roles, as in GET /roles */
                            roles: string[];
                            disabled: boolean;
                            lastLoginAt: string | null;
                            version: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            /** @description With `disabled: true` only: what goes on in the name of the user */
                            carries?: {
                                apiKeys: {
                                    id: string;
                                    name: string;
                                    /** @description The last characters of the key */
                                    hint: string;
                                    usedAt: string | null;
                                }[];
                            };
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                        /** @description needed to change one’s own password */
                        currentPassword?: string;
                    };
                };
            };
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: string[];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Role"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        permissions: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Role"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Role"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        permissions?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Role"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ApiKey"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description permissions, of those you have */
                        scopes: string[];
                        userId?: string;
                        /** Format: date-time */
                        expiresAt?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            /** @description The last characters of the key */
                            hint: string;
                            /** @description Permissions */
                            scopes: string[];
                            userId: string | null;
                            createdBy: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                            usedAt: string | null;
                            /** @description In this answer and never again */
                            key: string;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "up";
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "up";
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "degraded" | "down";
                            /** @description Databases that do not answer */
                            degraded: string[];
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "degraded" | "down";
                            /** @description Databases that do not answer */
                            degraded: string[];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/db": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "down";
                            databases?: {
                                [key: string]: {
                                    status: "up" | "down";
                                    latencyMs: number;
                                };
                            };
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "down";
                            databases?: {
                                [key: string]: {
                                    status: "up" | "down";
                                    latencyMs: number;
                                };
                            };
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/redis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description `off`: none is configured */
                            status: "up" | "down" | "off";
                            latencyMs: number | null;
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description `off`: none is configured */
                            status: "up" | "down" | "off";
                            latencyMs: number | null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "down";
                            queues?: {
                                [key: string]: {
                                    waiting: number;
                                    retrying: number;
                                    active: number;
                                    dead: number;
                                    /** @description How long the first one has waited */
                                    oldestSeconds: number;
                                };
                            };
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "down";
                            queues?: {
                                [key: string]: {
                                    waiting: number;
                                    retrying: number;
                                    active: number;
                                    dead: number;
                                    /** @description How long the first one has waited */
                                    oldestSeconds: number;
                                };
                            };
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/celery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "down";
                            queues?: {
                                [key: string]: {
                                    waiting: number;
                                    retrying: number;
                                    active: number;
                                    dead: number;
                                    /** @description How long the first one has waited */
                                    oldestSeconds: number;
                                };
                            };
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: "up" | "down";
                            queues?: {
                                [key: string]: {
                                    waiting: number;
                                    retrying: number;
                                    active: number;
                                    dead: number;
                                    /** @description How long the first one has waited */
                                    oldestSeconds: number;
                                };
                            };
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Settings"];
                    };
                };
                /** @description They are still those of `If-None-Match` */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currencies?: string[] | null;
                        defaultCurrency?: string | null;
                        locales?: string[] | null;
                        defaultLocale?: string | null;
                        pricesIncludeTax?: boolean | null;
                        timeZone?: string | null;
                        skuPattern?: string | null;
                        bestOfferPolicy?: ("cheapest_in_stock" | "preferred_supplier" | "lead_time") | null;
                        retentionHistory?: string | null;
                        retentionLogs?: string | null;
                        retentionFiles?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Settings"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Credential"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        provider: "sp_api" | "creators_api";
                        label: string;
                        /** @description Of the SP-API */
                        region?: "na" | "eu" | "fe" | null;
                        marketplace?: string;
                        clientId?: string;
                        sellerId?: string | null;
                        partnerTag?: string | null;
                        /** @description Of the Creators API */
                        credentialVersion?: "2.1" | "2.2" | "2.3" | "3.1" | "3.2" | "3.3" | null;
                        /** @description Sealed; never answered */
                        clientSecret?: string;
                        /** @description Sealed; never answered */
                        refreshToken?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Credential"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Credential"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        label?: string;
                        /** @description Of the SP-API */
                        region?: "na" | "eu" | "fe" | null;
                        marketplace?: string;
                        clientId?: string;
                        sellerId?: string | null;
                        partnerTag?: string | null;
                        /** @description Of the Creators API */
                        credentialVersion?: "2.1" | "2.2" | "2.3" | "3.1" | "3.2" | "3.3" | null;
                        /** @description Sealed; never answered */
                        clientSecret?: string;
                        /** @description Sealed; never answered */
                        refreshToken?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Credential"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description The id of a user or API key, or a name */
                    actor?: string;
                    entity?: string;
                    entityId?: string;
                    action?: string;
                    /** @description ISO 8601 */
                    since?: string;
                    limit?: string;
                    cursor?: string;
                    total?: "none" | "estimate" | "exact";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditEntry"][];
                            nextCursor: string | null;
                            total: number | null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sagas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Saga"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `attribute.<code>=a,b` filters by a filterable attribute: one of the values, in any scope */
        get: {
            parameters: {
                query?: {
                    q?: string;
                    sku?: string;
                    gtin?: string;
                    asin?: string;
                    ids?: string;
                    brand?: string;
                    brandId?: string;
                    category?: string;
                    categoryId?: string;
                    supplierId?: string;
                    supplierReference?: string;
                    /** @description draft, active, archived */
                    status?: string;
                    /** @description Decimal with a point, as text */
                    minPrice?: string;
                    /** @description Decimal with a point, as text */
                    maxPrice?: string;
                    inStock?: "true" | "false";
                    importId?: string;
                    operationId?: string;
                    hasIssue?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                    /** @description sku, updatedAt or createdAt; - for descending */
                    sort?: string;
                    total?: "none" | "estimate" | "exact";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Product"][];
                            nextCursor: string | null;
                            total: number | null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sku?: string;
                        gtin?: string | null;
                        asin?: string | null;
                        mpn?: string | null;
                        title?: string | null;
                        description?: string | null;
                        shortDescription?: string | null;
                        status?: "draft" | "active" | "archived";
                        brand?: string | null;
                        family?: string | null;
                        categories?: string[] | null;
                        weight?: string | null;
                        length?: string | null;
                        width?: string | null;
                        height?: string | null;
                        taxClass?: string | null;
                        familyVariant?: string | null;
                        prices?: {
                            type: string;
                            currency: string;
                            amount: string | null;
                            taxIncluded?: boolean;
                        }[] | null;
                        stocks?: {
                            location?: string;
                            /** @description Decimal with a point, as text */
                            quantity: string;
                        }[] | null;
                        attributes?: {
                            [key: string]: unknown;
                        } | null;
                        seo?: {
                            /** @description Words of a-z and 0-9 with a dash between them; one that is left goes on leading here */
                            slug?: string | null;
                            title?: string | null;
                            description?: string | null;
                        } | null;
                        /** @description The model that it is a variant of */
                        parentId?: string | null;
                        /** @description A model may have variants; who has a parent is a variant without being told */
                        type?: "simple" | "model";
                        /** @description Values by locale and channel, each replaced; null clears one */
                        values?: {
                            /** @description title, description, attribute.color, seo.slug */
                            field: string;
                            locale?: string | null;
                            channel?: string | null;
                            value: unknown;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProductDetail"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description BCP 47 */
                    locale?: string;
                    /** @description Values as this channel shows them */
                    channel?: string;
                    /** @description Beside the answer, every value of all scopes with its source */
                    values?: "all";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProductDetail"];
                    };
                };
                /** @description Default Response */
                301: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            survivorId: string;
                        };
                    };
                };
                /** @description It is what the caller has */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** @description Archives. With `permanent=true`, and the permission products:delete-permanently, the product is removed from every database, which no undo takes back */
        delete: {
            parameters: {
                query?: {
                    permanent?: "true" | "false";
                    /** @description Variants of a model stay as products of their own */
                    detach?: "true" | "false";
                    /** @description Archives it although it is a component of bundles */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProductDetail"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            sku: string;
                            operationId: string;
                            permanent: boolean;
                            undoable: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sku?: string;
                        gtin?: string | null;
                        asin?: string | null;
                        mpn?: string | null;
                        title?: string | null;
                        description?: string | null;
                        shortDescription?: string | null;
                        status?: "draft" | "active" | "archived";
                        brand?: string | null;
                        family?: string | null;
                        categories?: string[] | null;
                        weight?: string | null;
                        length?: string | null;
                        width?: string | null;
                        height?: string | null;
                        taxClass?: string | null;
                        familyVariant?: string | null;
                        prices?: {
                            type: string;
                            currency: string;
                            amount: string | null;
                            taxIncluded?: boolean;
                        }[] | null;
                        stocks?: {
                            location?: string;
                            /** @description Decimal with a point, as text */
                            quantity: string;
                        }[] | null;
                        attributes?: {
                            [key: string]: unknown;
                        } | null;
                        seo?: {
                            /** @description Words of a-z and 0-9 with a dash between them; one that is left goes on leading here */
                            slug?: string | null;
                            title?: string | null;
                            description?: string | null;
                        } | null;
                        /** @description The model that it is a variant of */
                        parentId?: string | null;
                        /** @description A model may have variants; who has a parent is a variant without being told */
                        type?: "simple" | "model";
                        /** @description Values by locale and channel, each replaced; null clears one */
                        values?: {
                            /** @description title, description, attribute.color, seo.slug */
                            field: string;
                            locale?: string | null;
                            channel?: string | null;
                            value: unknown;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProductDetail"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/products/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["HistoryEntry"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Offer"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/identifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                kind: string;
                                value: string;
                                /** @description As it was written */
                                raw: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/quality-issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                rule: string;
                                source: string;
                                params: unknown;
                                /** Format: date-time */
                                foundAt: string;
                            }[];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attributes: {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                taxonomy: string;
                                id: string;
                                path: string;
                                main: boolean;
                            }[];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/bundle-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `prices`: by type and currency the sum of quantity × price beside an own price; `stock`: how many can be put together from all locations, `stocks`: in each of them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What it costs as a part of another bundle; absent: as before, at first the sum */
                        priceMode?: "sum" | "own";
                        /** @description In their order; replaces what there was. Without any the product is a simple one again */
                        items: {
                            productId: string;
                            /** @description Decimal with a point, as text */
                            quantity: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `items`: what the product points at; `incoming`: what points at it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description In their order within each kind; replaces what there was */
                        items: {
                            /** @description cross_sell, up_sell, accessory, replacement, similar, or a code of your own */
                            kind: string;
                            productId: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/seo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description One for each locale and channel; replaces what there was. Without a slug a scope keeps the one it has, else one is made of the title; null takes it away */
                        items: {
                            locale?: string | null;
                            channel?: string | null;
                            /** @description Words of a-z and 0-9 with a dash between them; one that is left goes on leading here */
                            slug?: string | null;
                            title?: string | null;
                            description?: string | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seo/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The product of an address; `redirect`: it has another one in this locale and channel by now, `slug`, or none */
        get: {
            parameters: {
                query: {
                    slug: string;
                    /** @description BCP 47 */
                    locale?: string;
                    channel?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `axes`: those of the family variant below this model, else the attributes whose values differ between the variants; `parentId` tells the levels */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/locks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/locks/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    field: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    field: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/as-of": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description ISO 8601, as 2026-11-27T08:30:00Z */
                    at?: string;
                    /** @description Right after this operation */
                    operationId?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ISO 8601, as 2026-11-27T08:30:00Z */
                        at?: string;
                        /** @description Right after this operation */
                        operationId?: string;
                        /** @description Only these; absent: all that differ */
                        fields?: string[];
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/prices/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description As 2026-11-27T08:30:00Z */
                    from?: string;
                    /** @description As 2026-11-27T08:30:00Z */
                    to?: string;
                    /** @description 1 to 1000, default 200 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/stocks/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description As 2026-11-27T08:30:00Z */
                    from?: string;
                    /** @description As 2026-11-27T08:30:00Z */
                    to?: string;
                    /** @description 1 to 1000, default 200 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description As 2026-11-27T08:30:00Z */
                    from?: string;
                    /** @description As 2026-11-27T08:30:00Z */
                    to?: string;
                    /** @description 1 to 1000, default 200 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        productId?: string;
                        sku?: string;
                        /** @description 8, 12, 13 or 14 digits, in any form */
                        gtin?: string;
                        supplierReference?: string;
                        supplierId?: string;
                        /** @description His name, instead of supplierId */
                        supplier?: string;
                        cost?: string | null;
                        currency?: string;
                        stock?: string | null;
                        leadTimeDays?: number | null;
                        minQuantity?: string | null;
                        packQuantity?: string | null;
                    }[];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkResult"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppliers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Supplier"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description Lower wins */
                        priority?: number;
                        /** @description Numbers that count for a group of fields instead of `priority`; replaces all of them */
                        priorities?: {
                            texts?: number;
                            prices?: number;
                            stock?: number;
                            identifiers?: number;
                            media?: number;
                            categories?: number;
                            attributes?: number;
                            measures?: number;
                        };
                        currency?: string | null;
                        pricesIncludeTax?: boolean | null;
                        newProductStatus?: "draft" | "active";
                        /** @description Each file has all products of the supplier */
                        fullFile?: boolean;
                        missingAction?: "ignore" | "stock_zero" | "end_offer";
                        archiveWithoutOffers?: boolean;
                        priceMeaning?: ("cost" | "sale") | null;
                        locale?: string | null;
                        matchKeys?: ("gtin" | "brandMpn" | "supplierReference" | "sku")[] | null;
                        expectedHours?: number | null;
                        templateId?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Supplier"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppliers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Supplier"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @description Lower wins */
                        priority?: number;
                        /** @description Numbers that count for a group of fields instead of `priority`; replaces all of them */
                        priorities?: {
                            texts?: number;
                            prices?: number;
                            stock?: number;
                            identifiers?: number;
                            media?: number;
                            categories?: number;
                            attributes?: number;
                            measures?: number;
                        };
                        currency?: string | null;
                        pricesIncludeTax?: boolean | null;
                        newProductStatus?: "draft" | "active";
                        /** @description Each file has all products of the supplier */
                        fullFile?: boolean;
                        missingAction?: "ignore" | "stock_zero" | "end_offer";
                        archiveWithoutOffers?: boolean;
                        priceMeaning?: ("cost" | "sale") | null;
                        locale?: string | null;
                        matchKeys?: ("gtin" | "brandMpn" | "supplierReference" | "sku")[] | null;
                        expectedHours?: number | null;
                        templateId?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Supplier"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/suppliers/{id}/references/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        renames: {
                            from: string;
                            to: string;
                        }[];
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description null: nothing was renamed */
                            operationId: string | null;
                            dryRun: boolean;
                            /** @description In a dry run, how many would be */
                            renamed: number;
                            /** @description Left out; all others are renamed */
                            refused: {
                                from: string;
                                to: string;
                                /** @description The supplier has no such reference, or another of his offers has the new one */
                                reason: "unknown" | "taken";
                            }[];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description A cursor, or "now"; absent: the oldest kept */
                    after?: string;
                    limit?: string;
                    entity?: "product";
                    /** @description Seconds to wait for a change, 30 at most */
                    wait?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Change"][];
                            nextCursor: string;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Field"][];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    group?: string;
                    type?: "text" | "rich_text" | "number" | "measure" | "boolean" | "date" | "option" | "multi_option" | "price" | "media" | "reference" | "table";
                    filterable?: "true" | "false";
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Attribute"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        type: "text" | "rich_text" | "number" | "measure" | "boolean" | "date" | "option" | "multi_option" | "price" | "media" | "reference" | "table";
                        scope?: "global" | "locale" | "channel" | "locale_channel";
                        /** @description Which of them fit depends on the type; in a PATCH null takes one away */
                        validation?: {
                            min?: string | null;
                            max?: string | null;
                            maxLength?: number | null;
                            pattern?: string | null;
                            decimals?: number | null;
                            unitFamily?: string | null;
                            defaultUnit?: string | null;
                            columns?: string[] | null;
                        };
                        /** @description At most 64; an index is made by a job */
                        filterable?: boolean;
                        group?: string | null;
                        labels?: {
                            [key: string]: string | null;
                        };
                        position?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Attribute"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Attribute"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        type?: "text" | "rich_text" | "number" | "measure" | "boolean" | "date" | "option" | "multi_option" | "price" | "media" | "reference" | "table";
                        scope?: "global" | "locale" | "channel" | "locale_channel";
                        /** @description Which of them fit depends on the type; in a PATCH null takes one away */
                        validation?: {
                            min?: string | null;
                            max?: string | null;
                            maxLength?: number | null;
                            pattern?: string | null;
                            decimals?: number | null;
                            unitFamily?: string | null;
                            defaultUnit?: string | null;
                            columns?: string[] | null;
                        };
                        /** @description At most 64; an index is made by a job */
                        filterable?: boolean;
                        group?: string | null;
                        labels?: {
                            [key: string]: string | null;
                        };
                        position?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Attribute"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/attributes/{code}/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AttributeOption"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        labels?: {
                            [key: string]: string | null;
                        };
                        position?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttributeOption"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes/{code}/options/{option}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    code: string;
                    option: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    option: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        labels?: {
                            [key: string]: string | null;
                        };
                        position?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttributeOption"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/families": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FamilySummary"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        labels?: {
                            [key: string]: string | null;
                        };
                        /** @description Levels of variants, each with the attributes that tell its variants apart */
                        axes?: string[][];
                        /** @description All of them, in their order */
                        attributes?: {
                            code: string;
                            /** @description Codes of channels */
                            required?: string[];
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Family"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/families/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Family"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        labels?: {
                            [key: string]: string | null;
                        };
                        /** @description Levels of variants, each with the attributes that tell its variants apart */
                        axes?: string[][];
                        /** @description All of them, in their order */
                        attributes?: {
                            code: string;
                            /** @description Codes of channels */
                            required?: string[];
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Family"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/families/{id}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FamilyAttributeDefinition"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    familyId?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FamilyVariant"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        /** @description Code of its family; it stays */
                        family: string;
                        labels?: {
                            [key: string]: string | null;
                        };
                        /** @description From the model down; all of them */
                        levels: {
                            /** @description What tells its variants apart */
                            axes: string[];
                            /** @description What its variants say themselves; the rest they have from above */
                            attributes: string[];
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyVariant"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-variants/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyVariant"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        labels?: {
                            [key: string]: string | null;
                        };
                        /** @description From the model down; all of them */
                        levels?: {
                            /** @description What tells its variants apart */
                            axes: string[];
                            /** @description What its variants say themselves; the rest they have from above */
                            attributes: string[];
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyVariant"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Channel"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        labels?: {
                            [key: string]: string | null;
                        };
                        locales?: string[];
                        currencies?: string[];
                        /** @description Code of its tree of categories */
                        taxonomy?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Channel"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Channel"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        labels?: {
                            [key: string]: string | null;
                        };
                        locales?: string[];
                        currencies?: string[];
                        /** @description Code of its tree of categories */
                        taxonomy?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Channel"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    family?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Unit"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description amount in the base unit = (amount + shift) × numerator / denominator */
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        family: string;
                        symbol: string;
                        labels?: {
                            [key: string]: string | null;
                        };
                        numerator: string;
                        denominator?: string;
                        shift?: string;
                    };
                };
            };
            responses: {
                /** @description amount in the base unit = (amount + shift) × numerator / denominator */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unit"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description amount in the base unit = (amount + shift) × numerator / denominator */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unit"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        symbol?: string;
                        labels?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description amount in the base unit = (amount + shift) × numerator / denominator */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unit"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/exchange-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    base?: string;
                    quote?: string;
                    /** @description YYYY-MM-DD */
                    day?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ExchangeRate"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rates: {
                            /** @description YYYY-MM-DD */
                            day: string;
                            base: string;
                            quote: string;
                            /** @description One unit of base is this many of quote; a decimal with a point */
                            rate: string;
                            /** @description Default manual */
                            source?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ExchangeRate"][];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange-rates/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    /** @description Decimal with a point */
                    amount: string;
                    from: string;
                    to: string;
                    /** @description YYYY-MM-DD */
                    day?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversion"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/price-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description Lower first; the first match wins */
                        priority: number;
                        basis: {
                            /** @enum {string} */
                            kind: "best_offer_cost";
                        } | {
                            /** @enum {string} */
                            kind: "price";
                            type: string;
                            currency: string;
                        };
                        method: {
                            /** @description markup = (price - cost) / cost, margin = (price - cost) / price, both without tax; fixed: an amount is added */
                            kind: "markup" | "margin" | "fixed";
                            /** @description Per cent, or with fixed an amount in the target currency; a decimal with a point */
                            value: string;
                        };
                        target: {
                            type: string;
                            currency: string;
                        };
                        active?: boolean;
                        minimumMargin?: string | null;
                        taxPercent?: string | null;
                        taxCountry?: string | null;
                        /** @description Up to the next price of this ending; none: to the digits of the currency */
                        rounding?: "none" | "whole" | ".99" | ".95" | ".90";
                        /** @description One of each list that is there: supplier of the best offer, brand, category with those below it, product */
                        scope?: {
                            supplierIds?: string[];
                            brandIds?: string[];
                            categoryIds?: string[];
                            productIds?: string[];
                        };
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/price-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @description Lower first; the first match wins */
                        priority?: number;
                        active?: boolean;
                        basis?: {
                            /** @enum {string} */
                            kind: "best_offer_cost";
                        } | {
                            /** @enum {string} */
                            kind: "price";
                            type: string;
                            currency: string;
                        };
                        method?: {
                            /** @description markup = (price - cost) / cost, margin = (price - cost) / price, both without tax; fixed: an amount is added */
                            kind: "markup" | "margin" | "fixed";
                            /** @description Per cent, or with fixed an amount in the target currency; a decimal with a point */
                            value: string;
                        };
                        minimumMargin?: string | null;
                        taxPercent?: string | null;
                        taxCountry?: string | null;
                        /** @description Up to the next price of this ending; none: to the digits of the currency */
                        rounding?: "none" | "whole" | ".99" | ".95" | ".90";
                        target?: {
                            type: string;
                            currency: string;
                        };
                        /** @description One of each list that is there: supplier of the best offer, brand, category with those below it, product */
                        scope?: {
                            supplierIds?: string[];
                            brandIds?: string[];
                            categoryIds?: string[];
                            productIds?: string[];
                        };
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/price-rules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Only prices that one of these makes; the others still come first by priority */
                        ruleIds?: string[];
                        productIds?: string[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/price-rules/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Only prices that one of these makes; the others still come first by priority */
                        ruleIds?: string[];
                        productIds?: string[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prices/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        productId?: string;
                        sku?: string;
                        /** @description 8, 12, 13 or 14 digits, in any form */
                        gtin?: string;
                        supplierReference?: string;
                        supplierId?: string;
                        /** @description His name, instead of supplierId */
                        supplier?: string;
                        /** @description Default sale */
                        type?: string;
                        currency?: string;
                        amount: string | null;
                        taxIncluded?: boolean;
                        channel?: string | null;
                        /** @description More than 0; default 1 */
                        minQuantity?: string;
                        validFrom?: string | null;
                        /** @description From here on it no longer counts */
                        validTo?: string | null;
                    }[];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkResult"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description Each price without and with its tax there */
                    country?: string;
                    /** @description Of the tax; default today */
                    day?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description In the place of all that there are, of every scope */
                        prices: {
                            type: string;
                            currency: string;
                            /** @description Decimal with a point, as text */
                            amount: string;
                            taxIncluded?: boolean;
                            channel?: string | null;
                            /** @description More than 0; default 1 */
                            minQuantity?: string;
                            validFrom?: string | null;
                            /** @description From here on it no longer counts */
                            validTo?: string | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stocks/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        productId?: string;
                        sku?: string;
                        /** @description 8, 12, 13 or 14 digits, in any form */
                        gtin?: string;
                        supplierReference?: string;
                        supplierId?: string;
                        /** @description His name, instead of supplierId */
                        supplier?: string;
                        /** @description Default main */
                        location?: string;
                        quantity: string | null;
                    }[];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkResult"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/stocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `items` lie at our locations; `offers` are what suppliers say they have */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PlacedStock"][];
                            offers: components["schemas"]["OfferedStock"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    supplierId?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        /** @description Whose stock lies there; null: our own */
                        supplierId?: string | null;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-locations/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @description Whose stock lies there; null: our own */
                        supplierId?: string | null;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/tax-classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["TaxClass"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        /** @description Of products that name no class */
                        isDefault?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaxClass"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tax-classes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaxClass"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @description Of products that name no class */
                        isDefault?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaxClass"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/tax-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description ISO 3166-1 alpha-2 */
                    country?: string;
                    taxClass?: string;
                    /** @description YYYY-MM-DD */
                    day?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["TaxRate"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Written over those of the same country, class and day; null takes one away */
            requestBody: {
                content: {
                    "application/json": {
                        rates: {
                            /** @description ISO 3166-1 alpha-2 */
                            country: string;
                            taxClass: string;
                            /** @description YYYY-MM-DD */
                            validFrom: string;
                            percent: string | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description As they were sent; null: taken away */
                            items: {
                                /** @description ISO 3166-1 alpha-2 */
                                country: string;
                                taxClass: string;
                                /** @description YYYY-MM-DD; until the next one of its country and class */
                                validFrom: string;
                                percent: string | null;
                            }[];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tax-rates/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    /** @description Decimal with a point, as text */
                    amount: string;
                    currency: string;
                    taxIncluded: "true" | "false";
                    /** @description ISO 3166-1 alpha-2 */
                    country: string;
                    /** @description Default: the class of products that name none */
                    taxClass?: string;
                    /** @description YYYY-MM-DD */
                    day?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A decimal, with the digits of the currency or more */
                            net: string;
                            /** @description A decimal, with the digits of the currency or more */
                            gross: string;
                            /** @description Gross less net */
                            tax: string;
                            /** @description Of the price without tax */
                            percent: string;
                            currency: string;
                            /** @description ISO 3166-1 alpha-2 */
                            country: string;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/taxonomies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Taxonomy"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        labels?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Taxonomy"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/taxonomies/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Taxonomy"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        labels?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Taxonomy"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    taxonomy?: string;
                    /** @description root: those at the top of a tree */
                    parentId?: string | "root";
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Category"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Without ">", which parts the names of a path */
                        name: string;
                        /** @description Default: main, or that of the parent */
                        taxonomy?: string;
                        /** @description null: the top of the tree */
                        parentId?: string | null;
                        code?: string | null;
                        labels?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Category"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Category"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Without ">", which parts the names of a path */
                        name?: string;
                        /** @description null: the top of the tree */
                        parentId?: string | null;
                        code?: string | null;
                        labels?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Category"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/category-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    supplierId?: string;
                    /** @description false: those that files name and that mean nothing here yet */
                    mapped?: "true" | "false";
                    q?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["CategoryMapping"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                            /** @description Of all that the supplier's files name, or all suppliers', whatever else was asked for */
                            counts: {
                                mapped: number;
                                unmapped: number;
                            };
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        supplierId: string;
                        /** @description As the supplier's files name it: a path with ">" between its names */
                        source: string;
                        categoryId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CategoryMapping"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CategoryMapping"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/category-mappings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CategoryMapping"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description null: not mapped */
                        categoryId: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CategoryMapping"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/brands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                    /** @description 1 to 200, default 50 */
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Brand"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description Other spellings in files; all of them */
                        aliases?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Brand"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Brand"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    /** @description Deletes it although it is in use */
                    force?: "true" | "false";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @description Other spellings in files; all of them */
                        aliases?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Brand"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/brands/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        into: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            operationId: string;
                            /** @description How many have another brand now */
                            products: number;
                            brand: components["schemas"]["Brand"];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    kind?: string;
                    /** @description Name or id of a user or key */
                    by?: string;
                    supplierId?: string;
                    /** @description ISO 8601, as 2026-11-27T08:30:00Z */
                    since?: string;
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ISO 8601, as 2026-11-27T08:30:00Z */
                        since: string;
                        supplierId?: string;
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Merged products are archived: a read of one is answered 301 with the place of the survivor, everything else 410, and their SKUs and GTINs find the survivor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Products that become part of this one */
                        ids: string[];
                        /** @description Field, as in `title` or `price.sale:EUR`, to the product whose value is taken */
                        prefer?: {
                            [key: string]: string;
                        };
                        /** @description Answers field by field, and changes nothing */
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/product-merges/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description By the operation of the merge */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ProductPicture"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                    field?: string;
                    kind?: "create" | "update" | "unchanged" | "review" | "moved" | "skipped";
                    /** @description Percent, up or down; needs `field` */
                    "change[gt]"?: string;
                    /** @description Percent, up or down; needs `field` */
                    "change[lt]"?: string;
                    supplierReference?: string;
                    sku?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            planId: string | null;
                            status: "queued" | "detecting" | "staging" | "planning" | "applying" | "waiting" | "planned" | "awaiting_confirmation" | "held_by_guard" | "paused" | "completed" | "completed_with_errors" | "failed" | "cancelled" | "skipped" | "plan_expired" | "undoing" | "undone";
                            rows: {
                                read: number;
                                created: number;
                                updated: number;
                                unchanged: number;
                                rejected: number;
                                review: number;
                                skipped: number;
                                notApplied: number;
                            } | null;
                            fields: {
                                [key: string]: number;
                            } | null;
                            items: components["schemas"]["PlannedRow"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/plan/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            planId: string | null;
                            status: "queued" | "detecting" | "staging" | "planning" | "applying" | "waiting" | "planned" | "awaiting_confirmation" | "held_by_guard" | "paused" | "completed" | "completed_with_errors" | "failed" | "cancelled" | "skipped" | "plan_expired" | "undoing" | "undone";
                            kinds: {
                                [key: string]: number;
                            };
                            fields: {
                                [key: string]: number;
                            } | null;
                            kept: {
                                locked: number;
                                ownedBySource: number;
                            } | null;
                            /** @description By how much amounts change */
                            prices: {
                                field: string;
                                rows: number;
                                minPercent: string | null;
                                medianPercent: string | null;
                                maxPercent: string | null;
                            }[];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/plan/kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                line: number;
                                productId: string;
                                sku: string;
                                kept: {
                                    field: string;
                                    /** @description Whose value stands: `user`, `own` or a supplier’s id */
                                    owner: string;
                                    because: "locked" | "better_source";
                                    value: unknown;
                                    offered: unknown;
                                }[];
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                    cause?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ImportError"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        planId: string;
                        /** @description Left out; everything else is applied */
                        exclude?: {
                            lines?: number[];
                            fields?: string[];
                            filter?: {
                                kind?: "create" | "update";
                                field?: string;
                                /** @description Percent, up or down */
                                changeGt?: number;
                                /** @description Percent, up or down */
                                changeLt?: number;
                            };
                        };
                        /** @description 409 where anything moved since the plan */
                        strict?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            /** @description Remembered: later files with the same codes are read by them */
            requestBody: {
                content: {
                    "application/json": {
                        decisions: ({
                            line: number;
                            /** @enum {string} */
                            action: "product";
                            productId: string;
                        } | {
                            line: number;
                            action: "create" | "ignore";
                        })[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ImportJob"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fileId: string;
                        configId?: string;
                        supplier?: string;
                        own?: boolean;
                        createSupplier?: boolean;
                        mode?: "preview" | "apply";
                        /** @description All columns that are read; others are ignored. Absent: they are guessed */
                        mapping?: {
                            field: string;
                            /** @description Heading, else number from 1; absent for constants */
                            column?: string;
                            /** @description set (usual), setIfEmpty, merge (lists), clear (where the cell is the marker) */
                            policy?: "set" | "setIfEmpty" | "merge" | "clear";
                            /** @description Of the policy clear; usually "-" */
                            marker?: string;
                            /** @description Between the entries of a list; absent: guessed */
                            separator?: string;
                            transformations?: ({
                                /** @enum {string} */
                                kind: "trim";
                            } | {
                                /** @enum {string} */
                                kind: "case";
                                to: "upper" | "lower" | "title";
                            } | {
                                /** @enum {string} */
                                kind: "replace";
                                find: string;
                                with: string;
                            } | {
                                /** @enum {string} */
                                kind: "split";
                                by: string;
                                take: number;
                            } | {
                                /** @enum {string} */
                                kind: "join";
                                columns: string[];
                                by: string;
                            } | {
                                /** @enum {string} */
                                kind: "number";
                                decimal: "," | ".";
                            } | {
                                /** @enum {string} */
                                kind: "date";
                                from: string;
                            } | {
                                /** @enum {string} */
                                kind: "unit";
                                factor: string;
                            } | {
                                /** @enum {string} */
                                kind: "lookup";
                                values: {
                                    [key: string]: string;
                                };
                                otherwise: "keep" | "empty" | "reject";
                            } | {
                                /** @enum {string} */
                                kind: "constant";
                                value: string;
                            } | {
                                /** @enum {string} */
                                kind: "template";
                                text: string;
                            } | {
                                /** @enum {string} */
                                kind: "regex";
                                pattern: string;
                                with: string;
                            })[];
                        }[];
                        /** @description Field → policy, of mapped fields */
                        policies?: {
                            [key: string]: "set" | "setIfEmpty" | "merge" | "clear";
                        };
                        templateId?: string;
                        encoding?: string;
                        delimiter?: string;
                        sheet?: string;
                        recordPath?: string;
                        force?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/value-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    supplierId?: string | "own";
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Null: our own files */
                        supplierId: string | null;
                        field: string;
                        from: string;
                        /** @description Null: the cell counts as empty */
                        to: string | null;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/value-mappings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Null: the cell counts as empty */
                        to: string | null;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/imports/{id}/fixes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fixes: ({
                            /** @enum {string} */
                            kind: "mapValue";
                            params: {
                                field: string;
                                from: string;
                                to: string;
                            };
                            id?: string;
                        } | {
                            /** @enum {string} */
                            kind: "ignoreValue";
                            params: {
                                field: string;
                                from: string;
                                to?: null;
                            };
                            id?: string;
                        })[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/errors.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Stored files, each of another supplier */
                        files: {
                            fileId: string;
                            /** @description Absent: proposed by the name of the file */
                            supplier?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-looks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-looks/{id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Absent: all that can be read and are not imported yet */
                        files?: {
                            position: number;
                            /** @description Absent: proposed by the name of the file */
                            supplier?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mapping-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["TemplateHead"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        columns: {
                            field: string;
                            /** @description Heading, else number from 1; absent for constants */
                            column?: string;
                            /** @description set (usual), setIfEmpty, merge (lists), clear (where the cell is the marker) */
                            policy?: "set" | "setIfEmpty" | "merge" | "clear";
                            /** @description Of the policy clear; usually "-" */
                            marker?: string;
                            /** @description Between the entries of a list; absent: guessed */
                            separator?: string;
                            transformations?: ({
                                /** @enum {string} */
                                kind: "trim";
                            } | {
                                /** @enum {string} */
                                kind: "case";
                                to: "upper" | "lower" | "title";
                            } | {
                                /** @enum {string} */
                                kind: "replace";
                                find: string;
                                with: string;
                            } | {
                                /** @enum {string} */
                                kind: "split";
                                by: string;
                                take: number;
                            } | {
                                /** @enum {string} */
                                kind: "join";
                                columns: string[];
                                by: string;
                            } | {
                                /** @enum {string} */
                                kind: "number";
                                decimal: "," | ".";
                            } | {
                                /** @enum {string} */
                                kind: "date";
                                from: string;
                            } | {
                                /** @enum {string} */
                                kind: "unit";
                                factor: string;
                            } | {
                                /** @enum {string} */
                                kind: "lookup";
                                values: {
                                    [key: string]: string;
                                };
                                otherwise: "keep" | "empty" | "reject";
                            } | {
                                /** @enum {string} */
                                kind: "constant";
                                value: string;
                            } | {
                                /** @enum {string} */
                                kind: "template";
                                text: string;
                            } | {
                                /** @enum {string} */
                                kind: "regex";
                                pattern: string;
                                with: string;
                            })[];
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MappingTemplate"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mapping-templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MappingTemplate"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mapping-templates/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["TemplateVersion"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        columns: {
                            field: string;
                            /** @description Heading, else number from 1; absent for constants */
                            column?: string;
                            /** @description set (usual), setIfEmpty, merge (lists), clear (where the cell is the marker) */
                            policy?: "set" | "setIfEmpty" | "merge" | "clear";
                            /** @description Of the policy clear; usually "-" */
                            marker?: string;
                            /** @description Between the entries of a list; absent: guessed */
                            separator?: string;
                            transformations?: ({
                                /** @enum {string} */
                                kind: "trim";
                            } | {
                                /** @enum {string} */
                                kind: "case";
                                to: "upper" | "lower" | "title";
                            } | {
                                /** @enum {string} */
                                kind: "replace";
                                find: string;
                                with: string;
                            } | {
                                /** @enum {string} */
                                kind: "split";
                                by: string;
                                take: number;
                            } | {
                                /** @enum {string} */
                                kind: "join";
                                columns: string[];
                                by: string;
                            } | {
                                /** @enum {string} */
                                kind: "number";
                                decimal: "," | ".";
                            } | {
                                /** @enum {string} */
                                kind: "date";
                                from: string;
                            } | {
                                /** @enum {string} */
                                kind: "unit";
                                factor: string;
                            } | {
                                /** @enum {string} */
                                kind: "lookup";
                                values: {
                                    [key: string]: string;
                                };
                                otherwise: "keep" | "empty" | "reject";
                            } | {
                                /** @enum {string} */
                                kind: "constant";
                                value: string;
                            } | {
                                /** @enum {string} */
                                kind: "template";
                                text: string;
                            } | {
                                /** @enum {string} */
                                kind: "regex";
                                pattern: string;
                                with: string;
                            })[];
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MappingTemplate"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mapping-templates/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        columns: {
                            field: string;
                            /** @description Heading, else number from 1; absent for constants */
                            column?: string;
                            /** @description set (usual), setIfEmpty, merge (lists), clear (where the cell is the marker) */
                            policy?: "set" | "setIfEmpty" | "merge" | "clear";
                            /** @description Of the policy clear; usually "-" */
                            marker?: string;
                            /** @description Between the entries of a list; absent: guessed */
                            separator?: string;
                            transformations?: ({
                                /** @enum {string} */
                                kind: "trim";
                            } | {
                                /** @enum {string} */
                                kind: "case";
                                to: "upper" | "lower" | "title";
                            } | {
                                /** @enum {string} */
                                kind: "replace";
                                find: string;
                                with: string;
                            } | {
                                /** @enum {string} */
                                kind: "split";
                                by: string;
                                take: number;
                            } | {
                                /** @enum {string} */
                                kind: "join";
                                columns: string[];
                                by: string;
                            } | {
                                /** @enum {string} */
                                kind: "number";
                                decimal: "," | ".";
                            } | {
                                /** @enum {string} */
                                kind: "date";
                                from: string;
                            } | {
                                /** @enum {string} */
                                kind: "unit";
                                factor: string;
                            } | {
                                /** @enum {string} */
                                kind: "lookup";
                                values: {
                                    [key: string]: string;
                                };
                                otherwise: "keep" | "empty" | "reject";
                            } | {
                                /** @enum {string} */
                                kind: "constant";
                                value: string;
                            } | {
                                /** @enum {string} */
                                kind: "template";
                                text: string;
                            } | {
                                /** @enum {string} */
                                kind: "regex";
                                pattern: string;
                                with: string;
                            })[];
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ReplayedFile"][];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                    supplierId?: string;
                    /** @description A day, as 2026-11-27 */
                    from?: string;
                    /** @description A day, as 2026-11-27 */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{bucket}/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    expires: string;
                    filename: string;
                    signature: string;
                };
                header?: never;
                path: {
                    bucket: string;
                    "*": string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file, to be saved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-configs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ImportConfig"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        supplier?: string | null;
                        /** @description The files are our own catalogue */
                        own?: boolean;
                        templateId?: string | null;
                        map?: {
                            field: string;
                            column: string;
                        }[];
                        encoding?: string | null;
                        delimiter?: string | null;
                        sheet?: string | null;
                        currency?: string | null;
                        mode?: "apply" | "preview";
                        /** @description Shares from 0 to 1 that differ from the usual ones; false: not asked */
                        guard?: {
                            rowsFall?: number | false;
                            farPrices?: number | false;
                            newRows?: number | false;
                            references?: number | false;
                            columns?: number | false;
                        };
                        missingAction?: "ignore" | "stock_zero" | "end_offer" | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportConfig"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-configs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportConfig"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        supplier?: string | null;
                        /** @description The files are our own catalogue */
                        own?: boolean;
                        templateId?: string | null;
                        map?: {
                            field: string;
                            column: string;
                        }[];
                        encoding?: string | null;
                        delimiter?: string | null;
                        sheet?: string | null;
                        currency?: string | null;
                        mode?: "apply" | "preview";
                        /** @description Shares from 0 to 1 that differ from the usual ones; false: not asked */
                        guard?: {
                            rowsFall?: number | false;
                            farPrices?: number | false;
                            newRows?: number | false;
                            references?: number | false;
                            columns?: number | false;
                        };
                        missingAction?: "ignore" | "stock_zero" | "end_offer" | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportConfig"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/import-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ImportSource"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        kind: "http" | "folder" | "ftp" | "sftp" | "imap" | "s3";
                        configId: string;
                        /** @description What a source of this kind is told: url, or path, or host, user, folder, pattern … */
                        settings: {
                            [key: string]: unknown;
                        };
                        /** @description Sealed; never answered */
                        secret?: {
                            password?: string;
                            token?: string;
                            header?: string;
                            passphrase?: string;
                            secretAccessKey?: string;
                            privateKey?: string;
                        };
                        /** @description A new file comes at least this often, else `source.late` is told */
                        expectedHours?: number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSource"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSource"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        configId?: string;
                        /** @description What a source of this kind is told: url, or path, or host, user, folder, pattern … */
                        settings?: {
                            [key: string]: unknown;
                        };
                        /** @description Sealed; never answered */
                        secret?: {
                            password?: string;
                            token?: string;
                            header?: string;
                            passphrase?: string;
                            secretAccessKey?: string;
                            privateKey?: string;
                        };
                        /** @description A new file comes at least this often, else `source.late` is told */
                        expectedHours?: number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSource"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/import-sources/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SourceFile"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-sources/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSource"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-sources/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSource"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-sources/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SourceTest"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-sources/{id}/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sourceId: string;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ImportSchedule"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sourceId: string;
                        /** @description Minute, hour, day, month, weekday */
                        cron: string;
                        /** @description As Europe/Paris */
                        timeZone?: string;
                        state?: "active" | "paused";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSchedule"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSchedule"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sourceId?: string;
                        /** @description Minute, hour, day, month, weekday */
                        cron?: string;
                        /** @description As Europe/Paris */
                        timeZone?: string;
                        state?: "active" | "paused";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportSchedule"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/import-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    supplier?: string;
                    own?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    supplier?: string;
                    own?: "true" | "false";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: {
                    supplier?: string;
                    own?: "true" | "false";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            /** @description Instead of the guesses; null: guess again */
            requestBody: {
                content: {
                    "application/json": {
                        encoding?: string | null;
                        delimiter?: string | null;
                        sheet?: string | null;
                        recordPath?: string | null;
                    };
                };
            };
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/imports/{id}/plan/renames": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppliers/{id}/references/rename-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    dryRun?: "true" | "false";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        format: "csv" | "jsonl" | "xlsx";
                        /** @description {"all": [{"field", "op", "value"}]} */
                        filter?: unknown;
                        fields?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export-jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExportJob"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export-jobs/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv; charset=utf-8": string;
                        "application/x-ndjson": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            at: string;
                            /** @description Kinds with nothing to do are left out */
                            toDo: components["schemas"]["ToDo"][];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description A day, as 2026-11-27, in the time zone of the installation */
                    from?: string;
                    /** @description A day, as 2026-11-27, in the time zone of the installation */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            from: string;
                            /**
                             * Format: date
                             * @description Included
                             */
                            to: string;
                            /** @description That makes the days */
                            timeZone: string;
                            /** @description Every day of the range */
                            days: components["schemas"]["ImportFiguresOfDay"][];
                            /** @description The most frequent first */
                            causes: {
                                /** @description Why rows were rejected, as `gtin.length` */
                                cause: string;
                                rows: number;
                                imports: number;
                            }[];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    /** @description A day, as 2026-11-27, in the time zone of the installation */
                    from?: string;
                    /** @description A day, as 2026-11-27, in the time zone of the installation */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            from: string;
                            /**
                             * Format: date
                             * @description Included
                             */
                            to: string;
                            /** @description That makes the days */
                            timeZone: string;
                            /** @description Every day of the range */
                            days: components["schemas"]["CatalogueFiguresOfDay"][];
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    unread?: "true" | "false";
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Notification"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notification"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description How many were unread */
                            read: number;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationPreferences"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Mails and digests are shown in the interface as well */
                        "import.held"?: "none" | "interface" | "email" | "digest";
                        /** @description Mails and digests are shown in the interface as well */
                        "import.completed"?: "none" | "interface" | "email" | "digest";
                        /** @description Mails and digests are shown in the interface as well */
                        "import.failed"?: "none" | "interface" | "email" | "digest";
                        /** @description Mails and digests are shown in the interface as well */
                        "source.late"?: "none" | "interface" | "email" | "digest";
                        /** @description Mails and digests are shown in the interface as well */
                        "export.completed"?: "none" | "interface" | "email" | "digest";
                        /** @description Mails and digests are shown in the interface as well */
                        "export.failed"?: "none" | "interface" | "email" | "digest";
                        /** @description Mails and digests are shown in the interface as well */
                        "job.dead"?: "none" | "interface" | "email" | "digest";
                        /** @description Mails and digests are shown in the interface as well */
                        "webhook.disabled"?: "none" | "interface" | "email" | "digest";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationPreferences"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Webhook"][];
                            nextCursor: string | null;
                            total: number;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** @description The secret is in this answer and never again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        url: string;
                        /** @description null: all events */
                        events?: ("products.changed" | "products.deleted" | "products.merged" | "best-offer.changed" | "import.held" | "import.completed" | "import.failed" | "source.late" | "export.completed" | "export.failed" | "job.dead")[] | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            url: string;
                            /** @description null: all events */
                            events: ("products.changed" | "products.deleted" | "products.merged" | "best-offer.changed" | "import.held" | "import.completed" | "import.failed" | "source.late" | "export.completed" | "export.failed" | "job.dead")[] | null;
                            state: "enabled" | "disabled";
                            disabledReason: string | null;
                            failingSince: string | null;
                            version: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            /** @description Signs what is delivered (Standard Webhooks) */
                            secret: string;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Webhook"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done; nothing is answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        url?: string;
                        /** @description null: all events */
                        events?: ("products.changed" | "products.deleted" | "products.merged" | "best-offer.changed" | "import.held" | "import.completed" | "import.failed" | "source.late" | "export.completed" | "export.failed" | "job.dead")[] | null;
                        state?: "enabled" | "disabled";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Webhook"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDelivery"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WebhookDelivery"][];
                            nextCursor: string | null;
                            /** @description Nobody counts them */
                            total: null;
                            totalIsEstimate: boolean;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDelivery"];
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ws-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A ticket for `/ws?ticket=`, good once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ticket: string;
                            /** @description Seconds the ticket is good for */
                            expiresIn: number;
                        };
                    };
                };
                /** @description Why it failed */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            id: string;
            name: string;
            /** @description The last characters of the key */
            hint: string;
            /** @description Permissions */
            scopes: string[];
            userId: string | null;
            createdBy: string | null;
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            usedAt: string | null;
        };
        Attribute: {
            code: string;
            type: "text" | "rich_text" | "number" | "measure" | "boolean" | "date" | "option" | "multi_option" | "price" | "media" | "reference" | "table";
            /** @description By what its values differ */
            scope: "global" | "locale" | "channel" | "locale_channel";
            validation: components["schemas"]["AttributeRules"];
            filterable: boolean;
            /** @description Whether the filter is fast yet; null: not filterable */
            filterIndex: ("ready" | "building") | null;
            group: string | null;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            position: number;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        AttributeOption: {
            code: string;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            position: number;
        };
        AttributeRules: {
            /** @description A decimal, or a day; of a measure in its default unit */
            min?: string;
            /** @description A decimal, or a day; of a measure in its default unit */
            max?: string;
            maxLength?: number;
            /** @description RE2, of the whole text */
            pattern?: string;
            /** @description At most so many after the point */
            decimals?: number;
            unitFamily?: string;
            /** @description Code of the unit */
            defaultUnit?: string;
            columns?: string[];
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: {
                id: string | null;
                name: string;
            };
            /** @description As `user.updated` */
            action: string;
            /** @description As `user` */
            entity: string;
            entityId: string | null;
            operationId: string | null;
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            } | null;
            requestId: string | null;
            sourceAddress: string | null;
        };
        Brand: {
            id: string;
            name: string;
            /** @description Other spellings in files */
            aliases: string[];
            /** @description The brand that its products and spellings went to */
            mergedInto: string | null;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        BulkEntryError: {
            code: string;
            /** @description The codes the entry came with */
            params: {
                [key: string]: unknown;
            };
            message: string;
        };
        BulkResult: {
            operationId: string | null;
            counts: {
                created: number;
                updated: number;
                unchanged: number;
                rejected: number;
            };
            results: {
                /** @description Of the entry in the request, from 0 */
                index: number;
                status: "created" | "updated" | "unchanged" | "rejected";
                productId: string | null;
                errors: components["schemas"]["BulkEntryError"][];
            }[];
        };
        CatalogueFiguresOfDay: {
            /** Format: date */
            day: string;
            /** @description Products that were made, by files and by hand */
            created: number;
            /** @description Products that were changed, once for each operation */
            changed: number;
        };
        Category: {
            id: string;
            taxonomy: string;
            parentId: string | null;
            name: string;
            /** @description Its name behind those of all above it: "A > B" */
            path: string;
            code: string | null;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            hasChildren: boolean;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        CategoryMapping: {
            id: string;
            supplierId: string;
            /** @description A path as the supplier's files name it */
            source: string;
            category: {
                id: string;
                taxonomy: string;
                path: string;
            } | null;
            mappedBy: string | null;
            mappedAt: string | null;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Change: {
            cursor: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            entity: "product";
            id: string;
            sku: string | null;
            kind: string;
            version: number;
            changes: {
                field: string;
                locale: string | null;
                channel: string | null;
                old: unknown;
                new: unknown;
            }[];
            cause: {
                kind: string;
                operationId: string;
                userId: null;
                file: string | null;
                line: number | null;
            };
        };
        Channel: {
            code: string;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            locales: string[];
            currencies: string[];
            taxonomy: string | null;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Conversion: {
            /** @description Not rounded to the currency */
            amount: string;
            currency: string;
            /** @description Of the rate; of the older one, where two were needed */
            day: string;
        };
        Credential: {
            id: string;
            provider: "sp_api" | "creators_api";
            label: string;
            region: ("na" | "eu" | "fe") | null;
            marketplace: string;
            clientId: string;
            sellerId: string | null;
            partnerTag: string | null;
            credentialVersion: ("2.1" | "2.2" | "2.3" | "3.1" | "3.2" | "3.3") | null;
            secretSet: boolean;
            /** @description The last characters of `clientId`, which the secret belongs to */
            secretHint: string;
            lastTestedAt: string | null;
            lastTestError: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ExchangeRate: {
            /** @description YYYY-MM-DD */
            day: string;
            base: string;
            quote: string;
            /** @description One unit of base is this many of quote; a decimal with a point */
            rate: string;
            source: string;
        };
        ExportJob: {
            id: string;
            status: string;
            format: "csv" | "jsonl" | "xlsx";
            products: number | null;
            bytes: number | null;
            failure: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
        };
        Family: {
            id: string;
            code: string;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            /** @description Levels of variants, each with the attributes that tell its variants apart */
            axes: string[][];
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description All of them, in their order */
            attributes: components["schemas"]["FamilyAttribute"][];
        };
        FamilyAttribute: {
            code: string;
            /** @description Channels that a product of the family is incomplete for without it */
            required: string[];
        };
        /** @description An attribute as a family has it */
        FamilyAttributeDefinition: {
            code: string;
            type: "text" | "rich_text" | "number" | "measure" | "boolean" | "date" | "option" | "multi_option" | "price" | "media" | "reference" | "table";
            /** @description By what its values differ */
            scope: "global" | "locale" | "channel" | "locale_channel";
            validation: components["schemas"]["AttributeRules"];
            filterable: boolean;
            /** @description Whether the filter is fast yet; null: not filterable */
            filterIndex: ("ready" | "building") | null;
            group: string | null;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            position: number;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Channels that a product of the family is incomplete for without it */
            required: string[];
        };
        FamilySummary: {
            id: string;
            code: string;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            /** @description Levels of variants, each with the attributes that tell its variants apart */
            axes: string[][];
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            attributeCount: number;
        };
        FamilyVariant: {
            code: string;
            /** @description Code of its family */
            family: string;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            /** @description One or two, from the model down */
            levels: {
                /** @description What tells its variants apart */
                axes: string[];
                /** @description What its variants say themselves; the rest they have from above */
                attributes: string[];
            }[];
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Field: {
            name: "sku" | "gtin" | "asin" | "mpn" | "brand" | "family" | "category" | "title" | "description" | "shortDescription" | "status" | "weight" | "length" | "width" | "height" | "taxClass" | "familyVariant" | "attribute" | "identifier" | "price" | "stock" | "supplierReference" | "cost" | "offerStock" | "leadTimeDays" | "minQuantity" | "packQuantity" | "offerEndedAt" | "offerCurrency" | "type" | "parent" | "image" | "seo";
            type: "code" | "gtin" | "text" | "list" | "status" | "weight" | "decimal" | "money" | "quantity" | "integer" | "unsupported" | "type" | "images";
            /** @description Whether its name goes on after a point, as in attribute.color; null: it does not */
            part: ("required" | "optional") | null;
            /** @description Its name may say one, as in price:EUR */
            currency: boolean;
            /** @description Its name may say a locale and a channel, as in title@fr/shop */
            scoped: boolean;
            /** @description What a column may do to it */
            policies: ("set" | "setIfEmpty" | "merge" | "clear")[];
        };
        HistoryEntry: {
            /** Format: date-time */
            at: string;
            kind: string;
            version: number;
            operationId: string;
            cause: {
                /** @description As `import` or `edit` */
                kind: string;
                supplier: string | null;
                file: string | null;
                line: number | null;
                by: string;
            };
            changes: {
                field: string;
                old: unknown;
                new: unknown;
            }[];
        };
        ImportConfig: {
            id: string;
            name: string;
            supplier: {
                id: string;
                name: string | null;
            } | null;
            /** @description The files are our own catalogue */
            own: boolean;
            templateId: string | null;
            map: {
                field: string;
                column: string;
            }[];
            encoding: string | null;
            delimiter: string | null;
            sheet: string | null;
            currency: string | null;
            mode: "apply" | "preview";
            /** @description Shares from 0 to 1 that differ from the usual ones; false: not asked */
            guard: {
                rowsFall?: number | false;
                farPrices?: number | false;
                newRows?: number | false;
                references?: number | false;
                columns?: number | false;
            };
            missingAction: ("ignore" | "stock_zero" | "end_offer") | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ImportError: {
            sheet: string | null;
            line: number;
            column: number | null;
            header: string | null;
            field: string | null;
            /** @description As it stands in the file, its beginning */
            value: string | null;
            cause: string;
            params: {
                [key: string]: unknown;
            };
            /** @description What is wrong and what mends it, in the language of Accept-Language */
            message: string;
            severity: "error" | "warning" | "repaired";
            suggestion: string | null;
        };
        ImportFiguresOfDay: {
            /** Format: date */
            day: string;
            completed: number;
            completedWithErrors: number;
            failed: number;
            /** @description Waiting, running, cancelled, taken back, or the same content as last time */
            other: number;
            /** @description Of imports that were applied */
            rows: {
                read: number;
                created: number;
                updated: number;
                rejected: number;
            };
        };
        ImportJob: {
            id: string;
            /** @description Of its plan and, once applied, of its changes */
            operationId: string | null;
            status: "queued" | "detecting" | "staging" | "planning" | "applying" | "waiting" | "planned" | "awaiting_confirmation" | "held_by_guard" | "paused" | "completed" | "completed_with_errors" | "failed" | "cancelled" | "skipped" | "plan_expired" | "undoing" | "undone";
            mode: "apply" | "preview" | "confirmed" | "review";
            /** @description That fetched the file */
            sourceId: string | null;
            /** @description The import whose rejected rows these are */
            retryOf: string | null;
            supplier: {
                id: string | null;
                name: string | null;
            } | null;
            file: {
                id: string;
                name: string;
                sha256: string;
                bytes: number;
                format: string | null;
                compression: string | null;
                /** @description Of a text; null before it is read */
                encoding: string | null;
                delimiter: string | null;
                /** @description Of a workbook */
                sheet: string | null;
                /** @description Of XML and JSON: what a row is */
                recordPath: string | null;
                headerRow: number | null;
            };
            template: {
                id: string;
                name: string;
                version: number;
            } | null;
            mapping: {
                column: number;
                header: string | null;
                field: string;
                /** @description How sure it is that the column is this field */
                confidence: string;
                taxIncluded?: boolean;
                /** @description Where it is not `set` */
                policy?: "set" | "setIfEmpty" | "merge" | "clear";
            }[];
            ignoredColumns: string[];
            /** @description What became, or would become, of every row that was read: `read` is the sum of the others */
            rows: {
                read: number;
                created: number;
                updated: number;
                unchanged: number;
                rejected: number;
                review: number;
                skipped: number;
                notApplied: number;
            };
            products: {
                created: number;
                updated: number;
                unchanged: number;
                archived: number;
            };
            /** @description Values that were not taken, because a person’s or a better supplier’s stand */
            kept: {
                locked: number;
                ownedBySource: number;
            };
            /** @description Products of the supplier that a full file no longer has */
            missing: {
                count: number;
                action: string;
            };
            /** @description Rows that change it, by field */
            fields: {
                [key: string]: number;
            };
            /** @description Why rows were rejected, by cause, with a first example */
            errors: {
                cause: string;
                field: string | null;
                count: number;
                example: {
                    line: number;
                    column: number | null;
                    header: string | null;
                    value: string | null;
                    suggestion: string | null;
                };
            }[];
            warnings: {
                code: string;
                count: number;
                params: {
                    [key: string]: unknown;
                };
            }[];
            /** @description Why the file is held */
            guard: {
                code: string;
                message: string;
                params: {
                    [key: string]: unknown;
                };
            }[];
            failure: {
                code: string;
                message: string;
                params?: {
                    [key: string]: unknown;
                };
            } | null;
            partial: {
                applied: number;
                of: number;
                message: string;
                choices: string[];
            } | null;
            progress: number;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
            durationMs: number;
            rowsPerSecond: number;
        };
        ImportSchedule: {
            id: string;
            sourceId: string;
            /** @description Minute, hour, day of the month, month, day of the week */
            cron: string;
            /** @description IANA, as Europe/Paris */
            timeZone: string;
            state: "active" | "paused";
            nextRunAt: string | null;
            lastRunAt: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ImportSource: {
            id: string;
            name: string;
            kind: "http" | "folder" | "ftp" | "sftp" | "imap" | "s3";
            configId: string;
            /** @description Without secrets */
            settings: {
                [key: string]: unknown;
            };
            secretSet: boolean;
            state: "active" | "paused" | "broken";
            expectedHours: number | null;
            lastPolledAt: string | null;
            lastFileAt: string | null;
            lastError: {
                code: string;
                message: string;
                params?: {
                    [key: string]: unknown;
                };
                /** Format: date-time */
                at: string;
            } | null;
            /** @description One after the other */
            failureCount: number;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        MappingTemplate: {
            id: string;
            name: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            columns: {
                field: string;
                /** @description Heading, else number from 1; absent for constants */
                column?: string;
                /** @description set (usual), setIfEmpty, merge (lists), clear (where the cell is the marker) */
                policy?: "set" | "setIfEmpty" | "merge" | "clear";
                /** @description Of the policy clear; usually "-" */
                marker?: string;
                /** @description Between the entries of a list; absent: guessed */
                separator?: string;
                transformations?: ({
                    /** @enum {string} */
                    kind: "trim";
                } | {
                    /** @enum {string} */
                    kind: "case";
                    to: "upper" | "lower" | "title";
                } | {
                    /** @enum {string} */
                    kind: "replace";
                    find: string;
                    with: string;
                } | {
                    /** @enum {string} */
                    kind: "split";
                    by: string;
                    take: number;
                } | {
                    /** @enum {string} */
                    kind: "join";
                    columns: string[];
                    by: string;
                } | {
                    /** @enum {string} */
                    kind: "number";
                    decimal: "," | ".";
                } | {
                    /** @enum {string} */
                    kind: "date";
                    from: string;
                } | {
                    /** @enum {string} */
                    kind: "unit";
                    factor: string;
                } | {
                    /** @enum {string} */
                    kind: "lookup";
                    values: {
                        [key: string]: string;
                    };
                    otherwise: "keep" | "empty" | "reject";
                } | {
                    /** @enum {string} */
                    kind: "constant";
                    value: string;
                } | {
                    /** @enum {string} */
                    kind: "template";
                    text: string;
                } | {
                    /** @enum {string} */
                    kind: "regex";
                    pattern: string;
                    with: string;
                })[];
            }[];
        };
        Me: {
            kind: "user" | "api_key";
            id: string;
            name: string;
            user: components["schemas"]["User"] | null;
            permissions: string[];
        };
        Notification: {
            id: string;
            kind: "import.held" | "import.completed" | "import.failed" | "source.late" | "export.completed" | "export.failed" | "job.dead" | "webhook.disabled";
            /** @description In the language of Accept-Language */
            title: string;
            /** @description In the language of Accept-Language */
            detail: string;
            /** @description The values the texts are made of */
            params: {
                [key: string]: unknown;
            };
            link: string | null;
            /** Format: date-time */
            createdAt: string;
            readAt: string | null;
        };
        NotificationPreferences: {
            preferences: {
                /** @description Mails and digests are shown in the interface as well */
                "import.held": "none" | "interface" | "email" | "digest";
                /** @description Mails and digests are shown in the interface as well */
                "import.completed": "none" | "interface" | "email" | "digest";
                /** @description Mails and digests are shown in the interface as well */
                "import.failed": "none" | "interface" | "email" | "digest";
                /** @description Mails and digests are shown in the interface as well */
                "source.late": "none" | "interface" | "email" | "digest";
                /** @description Mails and digests are shown in the interface as well */
                "export.completed": "none" | "interface" | "email" | "digest";
                /** @description Mails and digests are shown in the interface as well */
                "export.failed": "none" | "interface" | "email" | "digest";
                /** @description Mails and digests are shown in the interface as well */
                "job.dead": "none" | "interface" | "email" | "digest";
                /** @description Mails and digests are shown in the interface as well */
                "webhook.disabled": "none" | "interface" | "email" | "digest";
            };
            /** @description Whether this installation sends mails at all */
            mails: boolean;
        };
        Offer: {
            id: string;
            supplierId: string;
            supplier: string;
            supplierReference: string | null;
            cost: string | null;
            /** @description Null: the supplier’s */
            currency: string | null;
            stock: string | null;
            leadTimeDays: number | null;
            minQuantity: string | null;
            packQuantity: string | null;
            endedAt: string | null;
            /** Format: date-time */
            updatedAt: string;
            best: boolean;
            reason: {
                code: string;
                params: {
                    [key: string]: unknown;
                };
            } | null;
        };
        OfferedStock: {
            offerId: string;
            supplierId: string;
            supplier: string;
            supplierReference: string | null;
            quantity: string;
            leadTimeDays: number | null;
            /** Format: date-time */
            updatedAt: string;
        };
        PlacedStock: {
            location: string;
            /** @description Of the location */
            name: string;
            supplierId: string | null;
            quantity: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PlannedRow: {
            /** @description Negative: a model made for the variants that name it */
            line: number;
            kind: "create" | "update" | "unchanged" | "review" | "moved" | "skipped";
            productId: string | null;
            sku: string | null;
            reason: string | null;
            changes: {
                field: string;
                old: unknown;
                new: unknown;
            }[];
        };
        Price: {
            /** @description `sale`, `rrp` or one of your own */
            type: string;
            /** @description Decimal with a point, as text */
            amount: string;
            /** @description ISO 4217 */
            currency: string;
            taxIncluded: boolean;
            /** @description Decimal with a point, as text */
            minQuantity: string;
            channel: string | null;
            validFrom: string | null;
            validTo: string | null;
        };
        Problem: {
            /** @description urn:products-manager:CODE */
            type: string;
            title: string;
            status: number;
            /** @description What failed, why and what helps, in the language of Accept-Language */
            detail: string;
            /** @description What programs tell errors apart by, such as `imports.not_found` */
            code: string;
            /** @description The values the sentence is made of */
            params: {
                [key: string]: unknown;
            };
            requestId: string;
            /** @description Each thing that is wrong */
            errors?: {
                [key: string]: unknown;
            }[];
            /** @description Of an edit of something changed since: the fields both touched */
            conflicts?: {
                [key: string]: unknown;
            }[];
        };
        Product: {
            id: string;
            sku: string;
            /** @description 14 digits */
            gtin: string | null;
            /** @description The GTIN in 13 digits, where it has no more */
            ean: string | null;
            asin: string | null;
            mpn: string | null;
            title: string | null;
            description: string | null;
            shortDescription: string | null;
            status: "draft" | "active" | "archived";
            type: "simple" | "model" | "variant" | "bundle";
            parentId: string | null;
            brand: {
                id: string;
                name: string;
            } | null;
            family: {
                id: string;
                code: string;
            } | null;
            categories: {
                taxonomy: string;
                id: string;
                path: string;
                main: boolean;
            }[];
            prices: components["schemas"]["Price"][];
            stocks: {
                location: string;
                supplierId: string | null;
                /** @description Decimal with a point, as text */
                quantity: string;
            }[];
            bestOffer: {
                offerId: string;
                supplierId: string;
                cost: {
                    /** @description Decimal with a point, as text */
                    amount: string;
                    currency: string | null;
                } | null;
                reason: {
                    code: string;
                    params: {
                        [key: string]: unknown;
                    };
                };
            } | null;
            /** @description By their codes */
            attributes: {
                [key: string]: unknown;
            };
            /** @description Of the default locale and every channel, or of those asked for */
            seo: {
                slug: string | null;
                title: string | null;
                description: string | null;
            };
            /** @description What it has from its models because it says nothing itself; null without a parent */
            inherited: {
                [key: string]: unknown;
            } | null;
            /** @description kg */
            weight: string | null;
            /** @description cm */
            length: string | null;
            /** @description cm */
            width: string | null;
            /** @description cm */
            height: string | null;
            taxClass: string | null;
            /** @description How its variants are told apart */
            familyVariant: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ProductDetail: {
            id: string;
            sku: string;
            /** @description 14 digits */
            gtin: string | null;
            /** @description The GTIN in 13 digits, where it has no more */
            ean: string | null;
            asin: string | null;
            mpn: string | null;
            title: string | null;
            description: string | null;
            shortDescription: string | null;
            status: "draft" | "active" | "archived";
            type: "simple" | "model" | "variant" | "bundle";
            parentId: string | null;
            brand: {
                id: string;
                name: string;
            } | null;
            family: {
                id: string;
                code: string;
            } | null;
            categories: {
                taxonomy: string;
                id: string;
                path: string;
                main: boolean;
            }[];
            prices: components["schemas"]["Price"][];
            stocks: {
                location: string;
                supplierId: string | null;
                /** @description Decimal with a point, as text */
                quantity: string;
            }[];
            bestOffer: {
                offerId: string;
                supplierId: string;
                cost: {
                    /** @description Decimal with a point, as text */
                    amount: string;
                    currency: string | null;
                } | null;
                reason: {
                    code: string;
                    params: {
                        [key: string]: unknown;
                    };
                };
            } | null;
            /** @description By their codes */
            attributes: {
                [key: string]: unknown;
            };
            /** @description Of the default locale and every channel, or of those asked for */
            seo: {
                slug: string | null;
                title: string | null;
                description: string | null;
            };
            /** @description What it has from its models because it says nothing itself; null without a parent */
            inherited: {
                [key: string]: unknown;
            } | null;
            /** @description kg */
            weight: string | null;
            /** @description cm */
            length: string | null;
            /** @description cm */
            width: string | null;
            /** @description cm */
            height: string | null;
            taxClass: string | null;
            /** @description How its variants are told apart */
            familyVariant: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            outdatedTranslations?: {
                field: string;
                locale: string | null;
                channel: string | null;
                /** Format: date-time */
                since: string;
            }[];
            /** @description Where values of other scopes stand in for those asked for */
            fallbacks?: {
                [key: string]: {
                    locale: string | null;
                    channel: string | null;
                };
            };
            /** @description Every value of every scope, with `values=all` */
            values?: {
                field: string;
                locale: string | null;
                channel: string | null;
                value: unknown;
                source: string;
            }[];
        };
        ProductPicture: {
            id: string | null;
            role: "main" | "gallery";
            position: number;
            /** @description An address, or the name of a file that is handed in */
            source: string;
            url: string | null;
            type: string | null;
            width: number | null;
            height: number | null;
            state: "to_fetch" | "ready" | "failed" | "awaiting_upload";
            failure: {
                code: string;
                message: string;
            } | null;
        };
        ReplayedFile: {
            importId: string;
            supplier: string | null;
            file: string;
            rows: number;
            /** @description False: the file has more rows than were read */
            complete: boolean;
            differing: number;
            newlyRejected: number;
            newlyRead: number;
            differences: {
                line: number;
                /** @description Before and after; a rejected row has null for all */
                fields: {
                    [key: string]: (string | null)[];
                };
            }[];
            problem: {
                code: string;
                message: string;
            } | null;
        };
        Role: {
            id: string;
            code: string;
            name: string;
            /** @description Neither changed nor deleted */
            builtIn: boolean;
            /** @description As `products:read`; GET /permissions lists them */
            permissions: string[];
            /** @description How many have it */
            users: number;
            version: number;
        };
        Saga: {
            id: string;
            /** @description Which kind of saga it is */
            saga: string;
            /** @description Of the definition it follows */
            version: number;
            state: "running" | "completed" | "compensating" | "compensated" | "failed";
            failure: components["schemas"]["SagaFailure"] | null;
            /** @description Those that were begun, in their order */
            steps: {
                step: string;
                direction: "run" | "compensate";
                tries: number;
                done: boolean;
                error: components["schemas"]["SagaFailure"] | null;
            }[];
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
        };
        SagaFailure: {
            code: string;
            message: string;
            step: string | null;
        };
        Session: {
            id: string;
            address: string | null;
            userAgent: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            usedAt: string;
            /** @description The one that asks */
            current: boolean;
        };
        Settings: {
            currencies: string[];
            defaultCurrency: string;
            locales: string[];
            defaultLocale: string;
            pricesIncludeTax: boolean;
            timeZone: string;
            /** @description Of {supplierCode}, {reference}, {gtin} */
            skuPattern: string;
            bestOfferPolicy: "cheapest_in_stock" | "preferred_supplier" | "lead_time";
            /** @description A duration: 30s, 1h or 90d */
            retentionHistory: string;
            /** @description A duration: 30s, 1h or 90d */
            retentionLogs: string;
            /** @description A duration: 30s, 1h or 90d */
            retentionFiles: string;
            /** @description Of all settings together */
            version: number;
        };
        SignIn: {
            /** @description Absent where it comes as a cookie */
            accessToken?: string;
            /** @description Absent where it comes as a cookie */
            refreshToken?: string;
            /** @description Seconds the access token is good for */
            expiresIn: number;
            user: components["schemas"]["User"];
        };
        SourceFile: {
            id: string;
            name: string;
            bytes: number;
            modifiedAt: string | null;
            sha256: string;
            /** @description Skipped: its content is that of the last one */
            outcome: "imported" | "skipped";
            importId: string | null;
            /** Format: date-time */
            takenAt: string;
        };
        SourceTest: {
            ok: boolean;
            error: {
                code: string;
                message: string;
                params: {
                    [key: string]: unknown;
                };
            } | null;
            /** @description The last of those that are there */
            files: {
                name: string;
                bytes: number | null;
                modifiedAt: string | null;
            }[];
            total: number;
            /** @description What the next poll would remember, as the key of an SFTP server */
            seen: {
                [key: string]: unknown;
            };
        };
        Supplier: {
            id: string;
            name: string;
            /** @description In the SKUs that are made for its products */
            code: string;
            /** @description Lower wins */
            priority: number;
            /** @description Numbers that count for a group of fields instead of `priority` */
            priorities: {
                texts?: number;
                prices?: number;
                stock?: number;
                identifiers?: number;
                media?: number;
                categories?: number;
                attributes?: number;
                measures?: number;
            };
            currency: string | null;
            pricesIncludeTax: boolean | null;
            newProductStatus: "draft" | "active";
            /** @description Each file has all products of the supplier */
            fullFile: boolean;
            missingAction: "ignore" | "stock_zero" | "end_offer";
            archiveWithoutOffers: boolean;
            priceMeaning: ("cost" | "sale") | null;
            locale: string | null;
            matchKeys: ("gtin" | "brandMpn" | "supplierReference" | "sku")[] | null;
            expectedHours: number | null;
            templateId: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        TaxClass: {
            code: string;
            name: string;
            /** @description Of products that name no class */
            isDefault: boolean;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        TaxRate: {
            /** @description ISO 3166-1 alpha-2 */
            country: string;
            taxClass: string;
            /** @description YYYY-MM-DD; until the next one of its country and class */
            validFrom: string;
            /** @description Of the price without tax */
            percent: string;
        };
        Taxonomy: {
            id: string;
            code: string;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            edition: string | null;
            /** @description As `If-Match` takes it */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        TemplateHead: {
            id: string;
            name: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        TemplateVersion: {
            version: number;
            columns: {
                field: string;
                /** @description Heading, else number from 1; absent for constants */
                column?: string;
                /** @description set (usual), setIfEmpty, merge (lists), clear (where the cell is the marker) */
                policy?: "set" | "setIfEmpty" | "merge" | "clear";
                /** @description Of the policy clear; usually "-" */
                marker?: string;
                /** @description Between the entries of a list; absent: guessed */
                separator?: string;
                transformations?: ({
                    /** @enum {string} */
                    kind: "trim";
                } | {
                    /** @enum {string} */
                    kind: "case";
                    to: "upper" | "lower" | "title";
                } | {
                    /** @enum {string} */
                    kind: "replace";
                    find: string;
                    with: string;
                } | {
                    /** @enum {string} */
                    kind: "split";
                    by: string;
                    take: number;
                } | {
                    /** @enum {string} */
                    kind: "join";
                    columns: string[];
                    by: string;
                } | {
                    /** @enum {string} */
                    kind: "number";
                    decimal: "," | ".";
                } | {
                    /** @enum {string} */
                    kind: "date";
                    from: string;
                } | {
                    /** @enum {string} */
                    kind: "unit";
                    factor: string;
                } | {
                    /** @enum {string} */
                    kind: "lookup";
                    values: {
                        [key: string]: string;
                    };
                    otherwise: "keep" | "empty" | "reject";
                } | {
                    /** @enum {string} */
                    kind: "constant";
                    value: string;
                } | {
                    /** @enum {string} */
                    kind: "template";
                    text: string;
                } | {
                    /** @enum {string} */
                    kind: "regex";
                    pattern: string;
                    with: string;
                })[];
            }[];
            /** Format: date-time */
            createdAt: string;
        };
        ToDo: {
            kind: "import.held" | "import.failed" | "source.broken" | "source.late" | "import.rows" | "import.planned";
            count: number;
            /** @description The first of them */
            items: {
                id: string;
                /** @description Of the file or the source */
                name: string;
                /** @description Of its page in the interface, from `/` */
                address: string;
                supplier: {
                    id: string;
                    name: string | null;
                } | null;
                /** Format: date-time */
                since: string;
                /** @description Rows that wait to be decided about */
                rows: number;
            }[];
        };
        /** @description amount in the base unit = (amount + shift) × numerator / denominator */
        Unit: {
            code: string;
            /** @description Of units that are converted to each other, such as length */
            family: string;
            symbol: string;
            /** @description By locale (BCP 47) */
            labels: {
                [key: string]: string;
            };
            /** @description A decimal */
            numerator: string;
            /** @description A decimal */
            denominator: string;
            /** @description A decimal */
            shift: string;
            /** @description Came with the program, and stays as it is */
            standard: boolean;
        };
        User: {
            id: string;
            email: string;
            name: string;
            locale: string;
            kind: "person" | "machine";
            /** @description Codes of roles, as in GET /roles */
            roles: string[];
            disabled: boolean;
            lastLoginAt: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Webhook: {
            id: string;
            name: string;
            url: string;
            /** @description null: all events */
            events: ("products.changed" | "products.deleted" | "products.merged" | "best-offer.changed" | "import.held" | "import.completed" | "import.failed" | "source.late" | "export.completed" | "export.failed" | "job.dead")[] | null;
            state: "enabled" | "disabled";
            disabledReason: string | null;
            failingSince: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        WebhookDelivery: {
            id: string;
            webhookId: string;
            eventId: string;
            /** @description The name of the event; `webhook.test` of a test */
            type: string;
            state: "pending" | "delivered" | "failed";
            attempts: number;
            responseStatus: number | null;
            responseSnippet: string | null;
            error: string | null;
            durationMs: number | null;
            /** Format: date-time */
            createdAt: string;
            attemptedAt: string | null;
            deliveredAt: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
