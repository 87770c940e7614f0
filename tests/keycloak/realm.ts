import { createPublicKey, type KeyObject } from "node:crypto";

/** Somebody who can sign in at the realm: by name and password, with what its claims tell of them. */
export type RealmUser = {
  readonly name: string;
  readonly password: string;
  readonly claims: {
    readonly snils: string;
    readonly birthdate: string;
    /** A JSON text. */
    readonly children?: string;
  };
};

export const realmName = "patients";
export const clientId = "infomat-3";

/**
 * A realm as Keycloak imports it (RealmRepresentation): a confidential client that proves itself by `private_key_jwt`
 * and has the device authorization grant alone, and users whose attributes are claims.
 * @param codeLasts seconds
 */
export function realm(key: KeyObject, users: readonly RealmUser[], codeLasts: number): object {
  const jwk = { ...createPublicKey(key).export({ format: "jwk" }), use: "sig", alg: "ES256", kid: "kiosk" };
  const everybody = { view: ["admin", "user"], edit: ["admin", "user"] };
  const profile = {
    attributes: ["username", "email"].map((name) => ({ name, permissions: everybody })),
    unmanagedAttributePolicy: "ENABLED",
  };
  return {
    realm: realmName,
    enabled: true,
    sslRequired: "external",
    oauth2DeviceCodeLifespan: codeLasts,
    oauth2DevicePollingInterval: 1,
    components: {
      "org.keycloak.userprofile.UserProfileProvider": [
        {
          providerId: "declarative-user-profile",
          config: { "kc.user.profile.config": [JSON.stringify(profile)] },
        },
      ],
    },
    clients: [
      {
        clientId,
        enabled: true,
        publicClient: false,
        clientAuthenticatorType: "client-jwt",
        standardFlowEnabled: false,
        directAccessGrantsEnabled: false,
        redirectUris: [],
        attributes: {
          "oauth2.device.authorization.grant.enabled": "true",
          "use.jwks.string": "true",
          "jwks.string": JSON.stringify({ keys: [jwk] }),
          "token.endpoint.auth.signing.alg": "ES256",
          "pkce.code.challenge.method": "S256",
        },
        protocolMappers: [claim("snils"), claim("birthdate"), claim("children", "JSON")],
      },
    ],
    users: users.map(({ name, password, claims }) => ({
      username: name,
      email: `${name}@patients.example`,
      emailVerified: true,
      enabled: true,
      credentials: [{ type: "password", value: password, temporary: false }],
      attributes: Object.fromEntries(Object.entries(claims).map(([key, value]) => [key, [value]])),
    })),
  };
}

const claim = (name: string, type = "String"): object => ({
  name,
  protocol: "openid-connect",
  protocolMapper: "oidc-usermodel-attribute-mapper",
  config: {
    "user.attribute": name,
    "claim.name": name,
    "jsonType.label": type,
    "id.token.claim": "true",
    "userinfo.token.claim": "true",
  },
});
