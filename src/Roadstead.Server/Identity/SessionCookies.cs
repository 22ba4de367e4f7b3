using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Roadstead.Server.Access;

namespace Roadstead.Server.Identity;

/// <summary>How the console's sessions are kept.</summary>
internal sealed class SessionCookies(IPersonSource people) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(CookieAuthenticationOptions options) => Configure(Schemes.Cookie, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != Schemes.Cookie)
            return;

        options.Cookie.Name = "roadstead-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

        // Lax: a link from elsewhere opens the console signed in. Changes need antiforgery besides.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = context =>
        {
            // Looked up for each request, so that a session ends with the change that ends it.
            var person = people.Find(context.Principal);
            if (person is null || person.SecurityStamp != context.Principal!.FindFirstValue(Principals.Stamp))
                context.RejectPrincipal();
            return Task.CompletedTask;
        };
    }
}
