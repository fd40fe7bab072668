export declare const validate: unknown;
