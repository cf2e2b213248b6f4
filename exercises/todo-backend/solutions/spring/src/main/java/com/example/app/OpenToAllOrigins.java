package com.example.app;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets pages of any origin use this API. No cookies are involved, so "*" is safe and enough.
 *
 * <p>A filter, and not `addCorsMappings` of Spring MVC, so that errors can be read by pages as well.
 */
@Configuration
class OpenToAllOrigins {

    @Bean
    CorsFilter corsFilter() {
        var permitted = new CorsConfiguration();
        permitted.setAllowedOrigins(List.of("*"));
        permitted.setAllowedMethods(List.of("GET", "POST", "PATCH", "DELETE"));
        permitted.setAllowedHeaders(List.of("Content-Type"));
        permitted.setMaxAge(Duration.ofMinutes(10));
        var everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", permitted);
        return new CorsFilter(everywhere);
    }
}
