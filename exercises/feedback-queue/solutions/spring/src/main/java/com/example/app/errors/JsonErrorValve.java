package com.example.app.errors;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Takes the place of Tomcat's HTML page for what never reaches a controller. */
class JsonErrorValve extends ErrorReportValve {

    private final ObjectMapper json;

    private JsonErrorValve(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, Throwable error) {
        boolean answered = response.getContentWritten() > 0;
        if (response.getStatus() < 400 || answered || !response.setErrorReported()) return;
        HttpStatus status = statusFor(response.getStatus());
        try {
            response.setStatus(status.value());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(json.writeValueAsString(new ErrorBody(status.getReasonPhrase() + ".")));
                response.finishResponse();
            }
        } catch (IOException gone) {
            container.getLogger().debug("the client did not wait for its answer", gone);
        }
    }

    private static HttpStatus statusFor(int code) {
        // Tomcat says 400 to paths that it cannot or will not decode, such as /feedback/%zz, /feedback/%00 and
        // /feedback/a%2Fb.
        // To a client they are addresses of nothing, as any other that nobody has given out.
        return code == 400 ? HttpStatus.NOT_FOUND : HttpStatus.valueOf(code);
    }

    @Component
    static class Installation implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        private final ObjectMapper json;

        Installation(ObjectMapper json) {
            this.json = json;
        }

        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new JsonErrorValve(json)));
        }
    }
}
