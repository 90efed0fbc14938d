import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A portal in one file: submits applications, withdraws them, hears what is decided. Needs RabbitMQ's Java client, and
 * no library for JSON: bodies are sent bare, and what a portal has to tell apart stands in properties and routing keys.
 *
 * <pre>
 * export PORTAL_BROKER=amqp://acme:secret@localhost:5672/%2F
 * java -cp amqp-client.jar:slf4j-api.jar Portal.java submit PROGRAM FILE…
 * java -cp amqp-client.jar:slf4j-api.jar Portal.java withdraw PROGRAM APPLICATION
 * java -cp amqp-client.jar:slf4j-api.jar Portal.java listen FOLDER [COUNT]
 * </pre>
 */
public final class Portal {
    private final ConnectionFactory factory = new ConnectionFactory();
    private final String user;

    private Portal() throws Exception {
        String broker = System.getenv("PORTAL_BROKER");
        factory.setUri(broker != null ? broker : "amqp://guest:guest@localhost:5672/%2F");
        user = factory.getUsername();
    }

    /** Publishes until the broker has confirmed it; under the same id each time, so that a copy does no harm. */
    private void publish(String kind, String program, byte[] body, UUID id) throws Exception {
        AtomicBoolean returned = new AtomicBoolean();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
            .contentType("application/json")
            .deliveryMode(2)
            .messageId(id.toString())
            .type("rebated.application." + kind + ".v1")
            .appId("portal-" + user)
            .timestamp(new Date())
            // The broker vouches for this name; the answers go to its queue.
            .userId(user)
            .build();
        for (int attempt = 1; attempt <= 7; attempt++) {
            try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
                channel.confirmSelect();
                // `mandatory`: what would reach no queue comes back, instead of being lost.
                channel.addReturnListener((code, text, exchange, key, returnedProperties, content) -> returned.set(true));
                channel.basicPublish("rebated.applications", kind + "." + program, true, properties, body);
                channel.waitForConfirmsOrDie(10_000);
                if (returned.get()) {
                    throw new IllegalStateException("no queue takes it: is the topology applied?");
                }
                System.out.println(kind + ", message " + properties.getMessageId());
                return;
            } catch (IOException | TimeoutException | ShutdownSignalException error) {
                if (String.valueOf(error).contains("ACCESS_REFUSED")) {
                    throw error; // not your program, or not your name: trying again won't help
                }
                System.err.println("not confirmed (" + error + "), trying again");
                Thread.sleep(Math.min(200L << attempt, 10_000));
            }
        }
        throw new IllegalStateException("gave up; publish it again later");
    }

    /** Takes events off the portal's own queue; each is stored before it is acknowledged, and handled once. */
    private void listen(Path folder, int count) throws Exception {
        Files.createDirectories(folder);
        Path names = folder.resolve("seen");
        Set<String> seen = new HashSet<>(Files.exists(names) ? Files.readAllLines(names) : Set.of());
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            for (int fresh = 0; count == 0 || fresh < count; ) {
                GetResponse answer = channel.basicGet("rebated.decisions." + user, false);
                if (answer == null) {
                    Thread.sleep(100);
                    continue;
                }
                AMQP.BasicProperties properties = answer.getProps();
                String id = properties.getMessageId();
                if (seen.add(id)) {
                    Files.write(folder.resolve(id + ".json"), answer.getBody());
                    Files.writeString(names, id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    handle(properties, answer.getEnvelope().getRoutingKey());
                    fresh++;
                } else {
                    System.out.println("a copy of " + id);
                }
                channel.basicAck(answer.getEnvelope().getDeliveryTag(), false);
            }
        }
    }

    /** What a portal does with an event; here: tells it. The whole event is in the folder. */
    private static void handle(AMQP.BasicProperties properties, String key) {
        String application = properties.getCorrelationId();
        switch (properties.getType()) {
            case "rebated.decision.made.v1":
                // decision.<status>.<program>.<portal>
                System.out.println(application + ": " + key.split("\\.")[1] + ", see " + properties.getMessageId());
                break;
            case "rebated.application.rejected.v1":
                // It left no trace: correct what `errors` names, and send it again under the same revision.
                System.out.println(application + ": rejected, see " + properties.getMessageId());
                break;
            default:
                System.out.println(application + ": " + properties.getType());
        }
    }

    public static void main(String[] arguments) throws Exception {
        Portal portal = new Portal();
        switch (arguments.length > 0 ? arguments[0] : "") {
            case "submit":
                for (int i = 2; i < arguments.length; i++) {
                    byte[] application = Files.readAllBytes(Path.of(arguments[i]));
                    // The same application has the same id, also when this program is run again.
                    portal.publish("submitted", arguments[1], application, UUID.nameUUIDFromBytes(application));
                }
                break;
            case "withdraw":
                // Both are of letters, digits, dots, underscores and hyphens: there is nothing to escape.
                String body = "{\"program\":\"" + arguments[1] + "\",\"application\":\"" + arguments[2]
                    + "\",\"reason\":\"withdrawn by the applicant\"}";
                portal.publish("withdrawn", arguments[1], body.getBytes(StandardCharsets.UTF_8), UUID.randomUUID());
                break;
            case "listen":
                portal.listen(Path.of(arguments[1]), arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0);
                break;
            default:
                System.err.println("Portal submit PROGRAM FILE… | withdraw PROGRAM APPLICATION | listen FOLDER [COUNT]");
                System.exit(64);
        }
    }
}
