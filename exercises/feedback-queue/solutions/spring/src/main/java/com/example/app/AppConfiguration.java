package com.example.app;

import com.fasterxml.jackson.core.StreamReadConstraints;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
@EnableConfigurationProperties(Settings.class)
class AppConfiguration implements WebMvcConfigurer {

    private static final int LONGEST_BODY = 100_000;

    /** Every answer is JSON, errors too, whatever a client says that it accepts. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
    }

    /** Jackson refuses deep nesting and long numbers by itself, but reads on for as long as somebody sends. */
    @Bean
    static Jackson2ObjectMapperBuilderCustomizer limits() {
        var limits =
                StreamReadConstraints.builder().maxDocumentLength(LONGEST_BODY).build();
        return builder -> builder.postConfigurer(mapper -> mapper.getFactory().setStreamReadConstraints(limits));
    }
}
