namespace Roadstead.Testing.Harbor.Http;

/// <summary>The pages that are no JSON: of the core for what is no API, and of the proxy in front of it.</summary>
internal static class HarborPages
{
    public static HarborAnswer NotFound => HarborAnswer.Text(
        "<!DOCTYPE HTML>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>404 - Page Not Found</title>\n</head>\n<body>\n<h1>404</h1>\n</body>\n</html>\n", "text/html; charset=utf-8", 404);

    public static HarborAnswer BadGateway => Nginx(502, "502 Bad Gateway");

    public static HarborAnswer MovedTo(string location)
    {
        var page = Nginx(301, "301 Moved Permanently");
        page.Headers["Location"] = location;
        return page;
    }

    private static HarborAnswer Nginx(int status, string title) =>
        HarborAnswer.Text($"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n", "text/html", status);
}
