// The least a web view on this system can do: one window, one line of text, nothing of ours. Writes the file named by
// CREDIT_DESK_READY_FILE when the page is loaded and two frames have passed since, which is when our own window says so too.
#include <gtk/gtk.h>
#include <stdio.h>
#include <webkit2/webkit2.h>

static const char *ready_file;
static int frames;

static gboolean on_frame(GtkWidget *view, GdkFrameClock *clock, gpointer unused) {
    (void)view, (void)clock, (void)unused;
    if (++frames < 2) {
        return G_SOURCE_CONTINUE;
    }
    FILE *file = fopen(ready_file, "w");
    if (file != NULL) {
        fclose(file);
    }
    return G_SOURCE_REMOVE;
}

static void on_load(WebKitWebView *view, WebKitLoadEvent event, gpointer unused) {
    (void)unused;
    if (event == WEBKIT_LOAD_FINISHED) {
        gtk_widget_add_tick_callback(GTK_WIDGET(view), on_frame, NULL, NULL);
        gtk_widget_queue_draw(GTK_WIDGET(view));
    }
}

int main(int count, char **words) {
    gtk_init(&count, &words);
    ready_file = g_getenv("CREDIT_DESK_READY_FILE");
    if (ready_file == NULL) {
        return 2;
    }
    GtkWidget *window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
    gtk_window_set_default_size(GTK_WINDOW(window), 1280, 800);
    GtkWidget *view = webkit_web_view_new();
    g_signal_connect(view, "load-changed", G_CALLBACK(on_load), NULL);
    gtk_container_add(GTK_CONTAINER(window), view);
    webkit_web_view_load_html(WEBKIT_WEB_VIEW(view), "<!doctype html><title>Bare</title><p>One line of text.", NULL);
    gtk_widget_show_all(window);
    gtk_main();
    return 0;
}
