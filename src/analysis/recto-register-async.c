/* recto-register-async.c: registration without waiting for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-registration.h"

typedef struct
{
  RectoImage *reference;
  RectoImage *moving;
  double dpi;
  gboolean has_initial;
  RectoMatrix3 initial;
} Order;

static void
order_free (Order *order)
{
  recto_image_unref (order->reference);
  recto_image_unref (order->moving);
  g_free (order);
}

static void
register_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  GError *error = NULL;
  RectoRegistration *registration
      = recto_register_images (order->reference, order->moving, order->dpi,
                               order->has_initial ? &order->initial : NULL, cancellable, &error);

  if (registration != NULL)
    g_task_return_pointer (task, registration, (GDestroyNotify) recto_registration_unref);
  else
    g_task_return_error (task, error);
}

void
recto_register_images_async (RectoImage *reference, RectoImage *moving, double dpi,
                             const RectoMatrix3 *initial, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Order *order;

  g_return_if_fail (reference != NULL && moving != NULL);

  order = g_new0 (Order, 1);
  order->reference = recto_image_ref (reference);
  order->moving = recto_image_ref (moving);
  order->dpi = dpi;
  order->has_initial = initial != NULL;
  if (initial != NULL)
    order->initial = *initial;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, recto_register_images_async);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, register_thread);
}

RectoRegistration *
recto_register_images_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == recto_register_images_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
