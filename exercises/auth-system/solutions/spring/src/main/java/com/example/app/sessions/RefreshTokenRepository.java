package com.example.app.sessions;

import org.springframework.data.jpa.repository.JpaRepository;

interface RefreshTokenRepository extends JpaRepository<RefreshToken, Long> {

    RefreshToken getByTokenHash(byte[] tokenHash);
}
