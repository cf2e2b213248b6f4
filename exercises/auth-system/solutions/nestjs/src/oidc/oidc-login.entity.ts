import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A login that was begun, bound to a browser by a cookie. */
@Entity('oidc_logins')
export class OidcLogin {
  @PrimaryColumn('text')
  browserHash!: string;

  @Column('text')
  state!: string;

  @Column('text')
  nonce!: string;

  @Column('text')
  codeVerifier!: string;

  @Column('timestamptz')
  expiresAt!: Date;
}
