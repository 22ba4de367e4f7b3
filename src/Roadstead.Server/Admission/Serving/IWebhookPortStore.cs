namespace Roadstead.Server.Admission.Serving;

/// <summary>Where the port that was picked for the webhooks is kept, so that the next start takes the same and no configuration has to change.</summary>
public interface IWebhookPortStore
{
    /// <summary>The port that was written last; null when none was.</summary>
    int? Read();

    void Write(int port);
}
